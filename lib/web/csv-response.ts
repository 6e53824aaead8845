// CSV to a browser, as it is read: an export of any size holds one batch in memory.

export function csvResponse(lines: AsyncIterable<string>, fileName: string): Response {
  const [iterator, encoder] = [lines[Symbol.asyncIterator](), new TextEncoder()]
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await iterator.return?.()),
  })
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  })
}

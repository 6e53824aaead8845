// Lines to a browser, as they are read: an export of any size holds one batch in memory.

const types = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' }

export function csvResponse(lines: AsyncIterable<string>, fileName: string, kind: keyof typeof types = 'csv'): Response {
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
      'Content-Type': types[kind],
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  })
}

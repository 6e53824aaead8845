/** A file of strangers: to be saved, never to be opened here. The name is reduced to what no header and no file system takes amiss. */
export function fileResponse(content: Buffer, fileName: string): Response {
  const name =
    fileName
      .replace(/[^\w.-]+/g, '_')
      .replace(/^\.+/, '')
      .slice(-120) || 'file'
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}

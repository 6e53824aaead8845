// Answers for mail programs, which are nobody: no session, no cookie, no trace in any other answer's cache.
import 'server-only'

export function setupAnswer(type: string, text: string, more: Record<string, string> = {}): Response {
  return new Response(text, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', ...more } })
}

/** No domain of that name is here. */
export const noSetup = (): Response => new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })

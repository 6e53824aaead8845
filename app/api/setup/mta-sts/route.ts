import { servedPolicy } from '#lib/mta-sts/queries'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

/** RFC 8461 3.3. By the Host that was asked for: what a proxy adds beside it changes nothing, and an unknown name gets nothing. */
export async function GET(request: Request): Promise<Response> {
  const text = await servedPolicy(request.headers.get('host') ?? '')
  return text === null ? noSetup() : setupAnswer('text/plain; charset=utf-8', text)
}

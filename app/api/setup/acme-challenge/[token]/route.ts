import { acmeAnswer } from '#lib/certificates/show-proofs'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

/** RFC 8555 8.3, for names that lead to the panel, and for a web server of a mail host that sends this path here. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const text = await acmeAnswer((await params).token)
  return text === null ? noSetup() : setupAnswer('application/octet-stream', text)
}

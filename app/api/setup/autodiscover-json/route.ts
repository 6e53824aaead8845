import { findSetupFor } from '#lib/client-setup/find-setup'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

const type = 'application/json; charset=utf-8'

/** Where the settings of an address are told: always here, in the older form. Programs write the parameters in either case. */
export async function GET(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const asked = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const [, inPath = ''] = /\/v1\.0\/([^/]+)$/i.exec(pathname) ?? []
  const protocol = asked.get('protocol') ?? ''
  const found = await findSetupFor((asked.get('email') ?? inPath.replace('%40', '@')).slice(0, 400))
  if (!found?.address) return noSetup()
  if (protocol.toLowerCase() !== 'autodiscoverv1') {
    const refusal = { ErrorCode: 'ProtocolNotSupported', ErrorMessage: 'Only AutodiscoverV1 is answered here.' }
    return new Response(JSON.stringify(refusal), { status: 400, headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } })
  }
  const Url = `${found.setup.publicUrl}/autodiscover/autodiscover.xml`
  return setupAnswer(type, JSON.stringify({ Protocol: 'AutodiscoverV1', Url }))
}

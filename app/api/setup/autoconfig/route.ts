import { autoconfigXml } from '#lib/client-setup/autoconfig'
import { findSetup, findSetupFor } from '#lib/client-setup/find-setup'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

/** Of the address that is asked for, else of the name that the panel is called by: `autoconfig.example.org`, or the domain itself. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('emailaddress')
  const called = (request.headers.get('host') ?? '').replace(/:\d+$/, '').replace(/^autoconfig\./i, '')
  const setup = asked === null ? await findSetup(called) : (await findSetupFor(asked.slice(0, 400)))?.setup
  return setup ? setupAnswer('text/xml; charset=utf-8', autoconfigXml(setup)) : noSetup()
}

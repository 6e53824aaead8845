import { autodiscoverError, autodiscoverQuestion, autodiscoverXml } from '#lib/client-setup/autodiscover'
import { findSetupFor } from '#lib/client-setup/find-setup'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

const type = 'text/xml; charset=utf-8'
/** A question is some 400 bytes. */
const bytesMax = 16_384

export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return new Response(null, { status: 413 })
  const { address, outlook } = autodiscoverQuestion((await request.text()).slice(0, bytesMax))
  if (!outlook) return setupAnswer(type, autodiscoverError)
  const found = await findSetupFor(address)
  return found?.address ? setupAnswer(type, autodiscoverXml(found.setup, found.address)) : noSetup()
}

import { lineText } from '#lib/addresses/input'
import { findSetupFor } from '#lib/client-setup/find-setup'
import { mobileconfig } from '#lib/client-setup/mobileconfig'
import { noSetup, setupAnswer } from '#lib/web/setup-answer'

const displayName = lineText(100)

/** A profile for the devices of Apple. It says what anybody can know: the server of a domain, and the address that was asked for. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const found = await findSetupFor((searchParams.get('address') ?? '').slice(0, 400))
  const profile =
    found?.address && mobileconfig(found.setup, found.address, displayName.safeParse(searchParams.get('name') ?? '').data ?? '')
  if (!profile) return noSetup()
  const disposition = `attachment; filename="${found?.setup.domain}.mobileconfig"`
  return setupAnswer('application/x-apple-aspen-config', profile, { 'Content-Disposition': disposition })
}

import { currentActor } from '#lib/auth/current-actor'
import { getDnsRecords } from '#lib/client-setup/find-setup'
import { recordsToPublish } from '#lib/dns-status/queries'
import { getDomain } from '#lib/domains/queries'
import { AppError } from '#lib/errors'

/** The records as a file. */
export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return new Response(null, { status: 401 })
  try {
    const { name } = await getDomain(actor, decodeURIComponent((await params).name))
    const { zone } = await getDnsRecords(actor, name, await recordsToPublish(actor, name))
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${name}.zone"` }
    return new Response(zone, { headers: { ...headers, 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status })
    throw error
  }
}

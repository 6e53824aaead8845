import { currentActor } from '#lib/auth/current-actor'
import { getDomain } from '#lib/domains/queries'
import { AppError } from '#lib/errors'
import { domainRecordsView } from '#lib/web/domain-records'

/** The records as a file. */
export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return new Response(null, { status: 401 })
  try {
    const domain = await getDomain(actor, decodeURIComponent((await params).name))
    const { zone } = await domainRecordsView(actor, domain)
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${domain.name}.zone"` }
    return new Response(zone, { headers: { ...headers, 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status })
    throw error
  }
}

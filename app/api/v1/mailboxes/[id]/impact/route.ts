import { mailboxImpact } from '#lib/mailboxes/impact'
import { getMailbox } from '#lib/mailboxes/queries'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.impact, async ({ actor, params }) => {
  const { id } = await getMailbox(actor, params.id)
  return found(await mailboxImpact(actor, [id]))
})

import { getChange } from '#lib/audit/queries'
import { withApplied } from '#lib/changes/list-changes'
import { AppError } from '#lib/errors'
import { changeOperations as api } from '#lib/web/api/changes'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => {
  const [change] = await withApplied(actor, [await getChange(actor, params.revision)])
  if (!change) throw new AppError('not_found', { subject: params.revision })
  return found(change)
})

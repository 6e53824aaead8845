import { getOriginal } from '#lib/received-reports/queries'
import { reportOperations as api } from '#lib/web/api/reports'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.original, async ({ actor, params }) => {
  const { content, fileName } = await getOriginal(actor, params.id)
  return { file: content, fileName }
})

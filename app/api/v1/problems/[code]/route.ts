import { AppError } from '#lib/errors'
import { aboutOperations as api } from '#lib/web/api/about'
import { localeOf } from '#lib/web/locale-of'
import { explain } from '#lib/web/problem'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.problem, async ({ params, request }) => {
  const explained = explain(params.code, localeOf(request))
  if (explained === null) throw new AppError('not_found', { subject: params.code })
  return found(explained)
})

import { reportOperations as api } from '#lib/web/api/reports'
import { dmarcAdvice } from '#lib/web/dmarc-advice'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.advice, async ({ actor, params }) => found((await dmarcAdvice(actor, params.id)).advice))

import { checkProvider } from '#lib/oidc/check-provider'
import { providerOperations as api } from '#lib/web/api/sign-in-provider'
import { refusedProblem } from '#lib/web/problem'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.test, async ({ actor }) => {
  const outcome = await checkProvider(actor)
  if (!outcome.ok) throw refusedProblem(outcome.refusals)
  return found(outcome.value)
})

import { takePasswords } from '#lib/tasks/commands'
import { taskOperations as api } from '#lib/web/api/tasks'
import { refusedProblem } from '#lib/web/problem'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.takePasswords, async ({ actor, params }) => {
  const outcome = await takePasswords(actor, params.id)
  if (!outcome.ok) throw refusedProblem(outcome.refusals)
  return found(outcome.value)
})

import { cancelTask } from '#lib/tasks/commands'
import { taskOperations as api } from '#lib/web/api/tasks'
import { refusedProblem } from '#lib/web/problem'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.cancel, async ({ actor, params }) => {
  const outcome = await cancelTask(actor, params.id)
  if (!outcome.ok) throw refusedProblem(outcome.refusals)
  return { body: { data: outcome.value, change: null } }
})

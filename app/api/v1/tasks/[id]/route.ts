import { getTask } from '#lib/tasks/queries'
import { taskOperations as api } from '#lib/web/api/tasks'
import { apiRoute } from '#lib/web/route'
import { taskAnswerOf } from '#lib/web/task-reply'

export const GET = apiRoute(api.get, async (call) => ({ body: await taskAnswerOf(call, await getTask(call.actor, call.params.id)) }))

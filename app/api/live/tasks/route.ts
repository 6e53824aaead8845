import { getTask, listTasks } from '#lib/tasks/queries'
import { sessionRoute } from '#lib/web/session-route'

const newest = { limit: 20 }

/** One task without its bad lines, or the newest ones. */
export const GET = sessionRoute('change.read', async (actor, search) => {
  const id = search.get('id')
  if (id === null) return { tasks: (await listTasks(actor, {}, newest)).rows }
  const { mistakes: _, ...task } = await getTask(actor, id)
  return task
})

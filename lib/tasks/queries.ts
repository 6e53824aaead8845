import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { scopeOf } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds, whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { isEnded, type TaskFilter, type TaskRow, type TaskView, taskFilter, taskView } from './schema'

/** Hours that generated passwords wait to be fetched. */
export const passwordHours = 24

const columns = Prisma.sql`t.id::text as id, t.noun, t.action, t."fileName", t.digest, t."administratorId"::text as "administratorId",
  t."administratorName" as administrator, t.via, t.state, t.phase,
  t.done, t.total, t.changed, t.revision::text as revision, t."mistakesTotal", t."errorCode", t.reference, t."createdAt", t."startedAt", t."endedAt",
  case when t."passwordsSealed" is not null then t."endedAt" + make_interval(hours => ${passwordHours}::int) end as "passwordsUntil"`

type Stored = { [column: string]: unknown }

function viewOf(row: Stored): TaskView {
  const plain = Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value])
  return taskView.parse({ mistakes: [], ...Object.fromEntries(plain) })
}

/** Newest first. */
export async function listTasks(actor: Actor, filter: TaskFilter = {}, page: PageInput = {}): Promise<Page<TaskRow>> {
  requirePermission(actor, 'change.read')
  const { noun, state } = requireValid(taskFilter, filter)
  const where = [
    ...tasksInScope(actor),
    ...(noun ? [Prisma.sql`t.noun = ${noun}`] : []),
    ...(state ? [Prisma.sql`t.state = ${state}`] : []),
  ]
  const sort = { name: 'created', expression: Prisma.sql`t."createdAt"`, cast: 'timestamptz' } as const
  const list: List = { from: Prisma.sql`"Task" t`, id: Prisma.sql`t.id`, where, sort, descending: true }
  const [total, { ids, next, previous }] = await Promise.all([countUpTo(db(), list), pageOfIds(db(), list, page)])
  const rows = await db().$queryRaw<Stored[]>`
    select ${columns} from unnest(${ids}::uuid[]) with ordinality u(id, place) join "Task" t on t.id = u.id order by u.place`
  return { rows: rows.map(viewOf), next, previous, total }
}

export async function getTask(actor: Actor, id: string): Promise<TaskView> {
  requirePermission(actor, 'change.read')
  const [row] = isUuid(id)
    ? await db().$queryRaw<
        Stored[]
      >`select ${columns}, t.mistakes, t.outcomes from "Task" t ${whereSql([Prisma.sql`t.id = ${id}::uuid`, ...tasksInScope(actor)])}`
    : []
  if (!row) throw new AppError('not_found', { subject: id.slice(0, 40) })
  return viewOf(row)
}

/** Their own, of those asked for when they had no more domains than now: a task tells of every line that it was given. */
function tasksInScope(actor: Actor): Prisma.Sql[] {
  const scope = scopeOf(actor)
  if (scope === 'all' || actor.kind !== 'administrator') return []
  return [
    Prisma.sql`t."administratorId" = ${actor.id}::uuid`,
    Prisma.sql`t.narrowing->'domainIds' <@ ${JSON.stringify(scope.ids)}::jsonb and jsonb_typeof(t.narrowing->'domainIds') = 'array'`,
  ]
}

const firstPauseMs = 15
const pauseMsMax = 250

/** The task when it has ended, or after `waitMs` as it is then. */
export async function endedTask(actor: Actor, id: string, waitMs: number, signal: AbortSignal): Promise<TaskView> {
  const deadline = Date.now() + waitMs
  for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, pauseMsMax)) {
    const task = await getTask(actor, id)
    if (isEnded(task.state) || Date.now() + ms > deadline || signal.aborted) return task
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
}

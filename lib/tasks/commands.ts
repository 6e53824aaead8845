// Long work is asked for, called off, and its generated passwords are fetched. The task is no change itself: what it does is recorded when
// it is done, by the same command and under the same name as if it had been done at once.
import 'server-only'
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { worldFailure } from '#lib/db/failures'
import { uuid7 } from '#lib/db/uuid7'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { seal, unseal } from '#lib/sealing'
import { narrowingOf } from './narrowing'
import { getTask, passwordHours } from './queries'
import { type MadePassword, madePassword, type TaskAction, type TaskNoun, type TaskView } from './schema'

const permissions: Record<TaskNoun, Permission> = {
  domains: 'domain.write',
  mailboxes: 'mailbox.write',
  aliases: 'alias.write',
  groups: 'group.write',
  queue: 'queue.write',
}

/** What the sealed texts of a task are bound to. */
export const inputOwner = (id: string): string => `task input ${id}`
export const passwordsOwner = (id: string): string => `task passwords ${id}`

type Wanted = { noun: TaskNoun; action: TaskAction; fileName?: string | undefined /** As the command takes it. */; input: string }

/** Saved with the job that does it, so that either both are there or none. Tasks of one person take turns. */
export async function startTask(actor: Actor, { noun, action, fileName, input }: Wanted): Promise<TaskView> {
  requirePermission(actor, permissions[noun])
  if (actor.kind !== 'administrator') throw new Error('a task belongs to an administrator')
  const id = uuid7()
  const given = { noun, action, fileName: fileName?.slice(0, 255) ?? null, digest: createHash('sha256').update(input).digest('hex') }
  const asker = { administratorId: actor.id, administratorName: actor.name, via: actor.via, narrowing: narrowingOf(actor) ?? undefined }
  try {
    await db().$transaction([
      db().task.create({ data: { id, ...given, ...asker, inputSealed: seal(input, inputOwner(id)) } }),
      db().$executeRaw`
        select graphile_worker.add_job('run-task', json_build_object('taskId', ${id}::text), queue_name => 'task:' || ${actor.id}::text,
          job_key => 'task:' || ${id}::text, max_attempts => 25)`,
    ])
  } catch (error) {
    throw worldFailure(error)
  }
  return getTask(actor, id)
}

/** Whoever may do such work may call it off, until it is saved. What is under way ends at its next step and leaves nothing. */
export function cancelTask(actor: Actor, id: string): Promise<Outcome<TaskView>> {
  return asOutcome(async () => {
    const { noun } = await getTask(actor, id)
    requirePermission(actor, permissions[noun])
    const { count } = await db().task.updateMany({
      where: { id, state: { in: ['waiting', 'running'] } },
      data: { state: 'cancelled', endedAt: new Date(), inputSealed: null },
    })
    if (count === 0) deny('task_ended')
    return { value: await getTask(actor, id), revision: null }
  })
}

/** Once, by the one who asked for the import, within a day: then they are nowhere any more but in this answer. */
export function takePasswords(actor: Actor, id: string): Promise<Outcome<MadePassword[]>> {
  return asOutcome(async () => {
    requirePermission(actor, 'mailbox.write')
    if (actor.kind !== 'administrator') throw new AppError('forbidden', { subject: id })
    await getTask(actor, id)
    const [taken] = await db().$queryRaw<{ sealed: string }[]>`
      with held as (
        select id, "passwordsSealed" as sealed from "Task"
        where id = ${id}::uuid and "administratorId" = ${actor.id}::uuid and "passwordsSealed" is not null
          and "endedAt" > now() - make_interval(hours => ${passwordHours}::int)
        for update
      )
      update "Task" t set "passwordsSealed" = null from held where t.id = held.id returning held.sealed`
    if (!taken) return deny('passwords_gone')
    return { value: z.array(madePassword).parse(JSON.parse(unseal(taken.sealed, passwordsOwner(id)))), revision: null }
  })
}

/** Days that a task is remembered. */
const keptDays = 30

export async function forgetOldTasks(): Promise<void> {
  await db().$executeRaw`
    update "Task" set "passwordsSealed" = null
    where "passwordsSealed" is not null and "endedAt" < now() - make_interval(hours => ${passwordHours}::int)`
  await db().$executeRaw`delete from "Task" where "endedAt" < now() - make_interval(days => ${keptDays}::int)`
}

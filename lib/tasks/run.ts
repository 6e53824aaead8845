// Does a task: tells how far it is on a connection of its own, ends it in the very transaction of its change, and says why when it did
// not succeed. Bears to run twice, one after the other or at once: only a task that runs can end, and only once.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { BulkResult, CsvMistake, CsvReport } from '#lib/addresses/view'
import type { AdministratorActor } from '#lib/auth/actor'
import { administratorActor } from '#lib/auth/administrator-actor'
import { saveWith } from '#lib/changes/save-with'
import { mistakeOf } from '#lib/csv/import-lines'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import type { Outcome } from '#lib/outcome'
import { type Progress, withProgress } from '#lib/progress'
import { seal, unseal } from '#lib/sealing'
import { inputOwner, passwordsOwner } from './commands'
import { readNarrowing } from './narrowing'
import { type TaskAction, type TaskNoun, type TaskView, taskAction, taskNoun } from './schema'

/** Of what is no row of ours, counts are all there is. */
export type TaskResult = CsvReport | BulkResult | { matched: number; changed: number; outcomes?: TaskView['outcomes'] }
/** The command that does it, given what the person gave. */
export type TaskWork = (actor: AdministratorActor, input: string) => Promise<Outcome<TaskResult>>

const attemptsMax = 5
/** Progress is written at most this often: people read it, and each write is a commit. */
const tellEveryMs = 250

/** It was called off, or another worker ended it. Rolls the change back. */
class NoLongerRunning extends Error {}

export async function runTask(id: string, workOf: (noun: TaskNoun, action: TaskAction) => TaskWork): Promise<void> {
  const task = await begin(id)
  if (!task) return
  try {
    if (task.attempts > attemptsMax) throw new AppError('internal', { detail: 'every worker that took the task died' })
    const work = workOf(taskNoun.parse(task.noun), taskAction.parse(task.action))
    const actor = await actorOf(task)
    const input = unseal(task.inputSealed ?? '', inputOwner(id))
    const end = (tx: Tx, value: unknown, revision: bigint | null) => endSaved(tx, id, value as TaskResult, revision)
    const outcome = await withProgress(progressWriter(id), () => saveWith(end, () => work(actor, input)))
    if (!outcome.ok)
      await endRefused(
        id,
        outcome.refusals.map((refusal) => mistakeOf(0, refusal)),
        outcome.refusals.length,
      )
    else if ('mistakes' in outcome.value && outcome.value.mistakesTotal > 0)
      await endRefused(id, outcome.value.mistakes, outcome.value.mistakesTotal)
  } catch (error) {
    if (error instanceof NoLongerRunning) return
    // The queue tries again what may succeed later.
    if (error instanceof AppError && error.retry && task.attempts < attemptsMax) throw error
    await endFailed(id, error)
  }
}

type Begun = {
  attempts: number
  noun: string
  action: string
  via: string
  administratorId: string
  narrowing: unknown
  inputSealed: string | null
}

/** null when it was called off before, or is done. One that runs already was left by a worker that died. */
async function begin(id: string): Promise<Begun | null> {
  const [row] = await db().$queryRaw<Begun[]>`
    update "Task" set state = 'running', attempts = attempts + 1, "startedAt" = coalesce("startedAt", now()), phase = null, done = 0
    where id = ${id}::uuid and state in ('waiting', 'running')
    returning attempts, noun, action, via, "administratorId"::text as "administratorId", narrowing, "inputSealed"`
  return row ?? null
}

/** With the role and the grants of this moment, like a token, and never wider than the one who asked was then. */
async function actorOf({ administratorId, via, narrowing }: Begun): Promise<AdministratorActor> {
  const row = await db().administrator.findUnique({ where: { id: administratorId } })
  if (!row || row.disabledAt) throw new AppError('forbidden', { subject: administratorId })
  return administratorActor(row, via as AdministratorActor['via'], readNarrowing(narrowing))
}

function progressWriter(id: string) {
  let told: { phase: Progress['phase'] | null; at: number } = { phase: null, at: 0 }
  return async ({ phase, done, total }: Progress): Promise<void> => {
    if (phase === told.phase && Date.now() - told.at < tellEveryMs) return
    told = { phase, at: Date.now() }
    const { count } = await db().task.updateMany({ where: { id, state: 'running' }, data: { phase, done, total } })
    if (count === 0) throw new NoLongerRunning()
  }
}

async function endSaved(tx: Tx, id: string, value: TaskResult, revision: bigint | null): Promise<void> {
  const made = 'generatedPasswords' in value ? value.generatedPasswords : []
  const changed = 'saved' in value ? value.saved : value.changed
  const total = 'lines' in value ? value.lines : value.matched
  const outcomes = ('outcomes' in value ? value.outcomes : null) ?? undefined
  const passwordsSealed = made.length > 0 ? seal(JSON.stringify(made), passwordsOwner(id)) : null
  const { count } = await tx.task.updateMany({
    where: { id, state: 'running' },
    data: { ...ended('saved'), revision, changed, done: total, total, passwordsSealed, outcomes },
  })
  if (count === 0) throw new NoLongerRunning()
}

async function endRefused(id: string, mistakes: readonly CsvMistake[], mistakesTotal: number): Promise<void> {
  await db().task.updateMany({ where: { id, state: 'running' }, data: { ...ended('refused'), mistakes: [...mistakes], mistakesTotal } })
}

/** The error's own text stays in the log, under the reference that the person sees. */
async function endFailed(id: string, error: unknown): Promise<void> {
  const reference = randomUUID().slice(0, 8)
  log.error({ err: error, reference, task: id }, 'a task failed')
  const errorCode = error instanceof AppError ? error.code : 'internal'
  await db().task.updateMany({ where: { id, state: 'running' }, data: { ...ended('failed'), errorCode, reference } })
}

const ended = (state: 'saved' | 'refused' | 'failed') => ({ state, endedAt: new Date(), inputSealed: null })

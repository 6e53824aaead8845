// recordChange is the one door for writes. In one transaction: permission, mutation, hash-chained audit entries (each a revision),
// the look whether all that was touched is the actor's to touch, the desired revision of every touched domain, and the job that applies it. When it returns, the change is saved; nothing remote has
// happened and none is needed for it to stay. The mutation may run again after a deadlock or a lost race, so it must not act outside `tx`.
import { appendChanges, type ChangeEntry } from '#lib/audit/append'
import type { Actor } from '#lib/auth/actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { db, type Tx } from '#lib/db/client'
import { isTransient, worldFailure } from '#lib/db/failures'
import { AppError } from '#lib/errors'
import { endPreview } from './preview'
import { requireWithin } from './require-within'
import { saveAlong } from './save-with'
import { touch } from './touch'

export type { ChangeEntry }

export type Recorded<T> = {
  value: T
  /** Empty: nothing changed; nothing is recorded and nothing applied. */
  entries: ChangeEntry[]
  /** Names of domains whose lines on a host change. */
  domains: string[]
  /** The same where they change as a consequence that nobody asks for: a grant elsewhere that ends with its mailbox. */
  alongDomains?: string[]
  /** Ids of hosts whose own settings change. */
  hosts?: string[]
}

export type Saved<T> = { value: T; revision: string | null }

const attemptsMax = 5
/** A change to 100,000 mailboxes is one transaction. */
const transactionMs = 300_000
const poolWaitMs = 30_000

export async function recordChange<T>(actor: Actor, permission: Permission, mutate: (tx: Tx) => Promise<Recorded<T>>): Promise<Saved<T>> {
  requirePermission(actor, permission)
  if (actor.kind === 'administrator' && actor.viewedBy) throw new AppError('forbidden', { subject: permission })
  for (let attempt = 1; ; attempt++) {
    try {
      return await saveOnce(actor, permission, mutate)
    } catch (error) {
      if (!isTransient(error) || attempt === attemptsMax) throw worldFailure(error)
      // Writers that met in a deadlock must not meet again in step.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
    }
  }
}

function saveOnce<T>(actor: Actor, permission: Permission, mutate: (tx: Tx) => Promise<Recorded<T>>): Promise<Saved<T>> {
  return db().$transaction(
    async (tx) => {
      const recorded = await mutate(tx)
      const { value, entries, domains, alongDomains = [], hosts = [] } = recorded
      requireWithin(actor, recorded)
      if (entries.length === 0) {
        await saveAlong(tx, value, null)
        await endPreview(tx, null)
        return { value, revision: null }
      }
      const { last } = await appendChanges(tx, actor, permission, entries)
      await touch(tx, { domains: [...domains, ...alongDomains], hosts }, last)
      await saveAlong(tx, value, last)
      await endPreview(tx, last)
      return { value, revision: last.toString() }
    },
    { timeout: transactionMs, maxWait: poolWaitMs, isolationLevel: 'ReadCommitted' },
  )
}

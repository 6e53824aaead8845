// What is to be true if, and only if, a change is saved: written in the transaction of the change, as its last statement. A task ends so
// exactly once, whatever dies in between. Commands need to know nothing of this.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tx } from '#lib/db/client'

type Along = (tx: Tx, value: unknown, revision: bigint | null) => Promise<void>
const storage = new AsyncLocalStorage<Along>()

export const saveWith = <T>(along: Along, command: () => Promise<T>): Promise<T> => storage.run(along, command)

/** Called by recordChange when all is done but the commit; `revision` null: nothing changed. */
export const saveAlong: Along = async (tx, value, revision) => storage.getStore()?.(tx, value, revision)

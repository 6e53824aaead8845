// A command that is only thought of: recordChange runs it up to the commit, what the hosts would get is read inside its transaction, and
// the transaction ends without a trace. Commands need to know nothing of this.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tx } from '#lib/db/client'
import type { DomainState } from '#lib/protocol/state'
import { desiredDomains } from './desired-state'

/** What one host would get. */
export type Wanted = { hostId: string; states: DomainState[] }

const domainsMax = 100
const storage = new AsyncLocalStorage<{ wanted: Wanted[] }>()

class PreviewDone extends Error {}

/** `outcome` is set when the command ended by itself, refused or not; otherwise `wanted` has what it would change. */
export async function previewOf<T>(command: () => Promise<T>): Promise<{ wanted: Wanted[]; outcome: T | null }> {
  const captured: { wanted: Wanted[] } = { wanted: [] }
  try {
    return { wanted: [], outcome: await storage.run(captured, command) }
  } catch (error) {
    if (error instanceof PreviewDone) return { wanted: captured.wanted, outcome: null }
    throw error
  }
}

/** Called by recordChange when all is done but the commit; `revision` null: nothing changed. */
export async function endPreview(tx: Tx, revision: bigint | null): Promise<void> {
  const captured = storage.getStore()
  if (!captured) return
  const rows = revision === null ? [] : await tx.domainApply.findMany({ where: { desiredRevision: revision }, take: domainsMax })
  for (const hostId of new Set(rows.map((row) => row.hostId))) {
    const names = rows.filter((row) => row.hostId === hostId).map(({ domainName }) => domainName)
    captured.wanted.push({ hostId, states: (await desiredDomains(hostId, names, tx)).map(({ state }) => state()) })
  }
  throw new PreviewDone()
}

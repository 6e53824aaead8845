// Looks for the records of a domain's keys and takes each key as far as what was seen allows. What was seen and moves nothing is noted without a change of the domain.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { entryOf } from './entry'
import { type KeyedDomain, lockedDomain } from './locked-keys'
import { lookFor } from './look'
import { recordName } from './record'
import { entered, type Look, retiring, type Signing, type Standing, step } from './rotation'
import type { KeyState } from './schema'
import { signingOf } from './signing-of'
import { algorithmOf, columnsOf, type DkimKeyRow, standingOf } from './view'
import { worldOf } from './world'

/** From pending to active are two steps; one more shows that there is none left. */
const stepsMax = 3
export type Seen = ReadonlyMap<string, Look>

export async function lookForKeys(domain: { name: string }, keys: readonly DkimKeyRow[]): Promise<Seen> {
  const world = await worldOf()
  const looks = keys.map(async (key) => [key.id, await lookFor(world, recordName(key.selector, domain.name), key.publicKey)] as const)
  return new Map(await Promise.all(looks))
}

export async function checkDomainKeys(actor: Actor, domainId: string, now = new Date()): Promise<void> {
  const domain = await db().domain.findUnique({ where: { id: domainId }, include: { dkimKeys: true } })
  if (!domain || domain.dkimKeys.length === 0) return
  const seen = await lookForKeys(domain, domain.dkimKeys)
  const mayStart = domain.dkimKeys.some((key) => ['pending', 'published'].includes(key.state) && seen.get(key.id)?.verdict === 'agreed')
  const signing = mayStart ? await signingOf(domain.hostId) : 'unknown'
  await settleKeys(actor, domainId, seen, signing, now)
}

/** Tested without a network: what was seen comes in. */
export async function settleKeys(actor: Actor, domainId: string, seen: Seen, signing: Signing, now: Date): Promise<void> {
  await recordChange(actor, 'dkim.write', async (tx) => {
    const domain = await lockedDomain(actor, tx, domainId)
    const entries: ChangeEntry[] = []
    for (const key of domain.keys) {
      const look = seen.get(key.id)
      // One that came meanwhile has its turn at the next look.
      if (look) entries.push(...(await advance(tx, domain, key, look, signing, now)))
    }
    return { value: null, entries, domains: entries.some(changesSigning) ? [domain.name] : [] }
  })
  const rest = await db().dkimKey.findMany({ where: { domainId } })
  for (const key of rest) await note(key, seen.get(key.id), signing, now)
}

const changesSigning = ({ action }: ChangeEntry) => /-(?:activate|retire|withdraw)$/.test(action)

const verbs: Record<KeyState, 'publish' | 'activate' | 'withdraw' | 'revoke' | 'retire'> = {
  ...{ pending: 'withdraw', published: 'publish', active: 'activate', retiring: 'retire', retired: 'revoke' },
}

async function advance(tx: Tx, domain: KeyedDomain & { keys: DkimKeyRow[] }, row: DkimKeyRow, look: Look, signing: Signing, now: Date) {
  const entries: ChangeEntry[] = []
  let current = standingOf(row)
  for (let count = 0; count < stepsMax; count++) {
    const next = step({ ...current, algorithm: algorithmOf(row) }, look, signing, now)
    if (next === 'gone') {
      await tx.dkimKey.delete({ where: { id: row.id } })
      return [entryOf(domain, 'forget', row.selector)]
    }
    if (next.state === current.state) break
    entries.push(...(await enter(tx, domain, row, next, now)))
    current = next
  }
  return entries
}

/** Writes a key's new state; the one that it takes over from stops signing in the same moment. */
export async function enter(
  tx: Tx,
  domain: KeyedDomain & { keys: DkimKeyRow[] },
  row: DkimKeyRow,
  next: Standing,
  now: Date,
): Promise<ChangeEntry[]> {
  // What signs no more and never will again need not be kept.
  const data = { ...columnsOf(next), checkedAt: now, ...(next.state === 'retired' && { privateSealed: null }) }
  await tx.dkimKey.update({ where: { id: row.id }, data })
  const entries = [entryOf(domain, verbs[next.state], row.selector, { state: next.state, reason: next.reason })]
  if (next.state !== 'active') return entries
  for (const other of domain.keys) {
    if (other.id === row.id || other.algorithm !== row.algorithm || other.state !== 'active') continue
    entries.push(...(await enter(tx, domain, other, retiring(standingOf(other), 'replaced', now), now)))
    other.state = 'retiring'
  }
  return entries
}

/** An observation, no change: who looks at the domain's history need not read it. */
async function note(row: DkimKeyRow, look: Look | undefined, signing: Signing, now: Date): Promise<void> {
  if (!look) return
  const next = step({ ...standingOf(row), algorithm: algorithmOf(row) }, look, signing, now)
  if (next === 'gone' || next.state !== row.state) return
  await db().dkimKey.updateMany({ where: { id: row.id, state: row.state }, data: { ...columnsOf(next), checkedAt: now } })
}

export const chosen = (row: DkimKeyRow, now: Date): Standing => entered(standingOf(row), 'active', 'chosen', now)

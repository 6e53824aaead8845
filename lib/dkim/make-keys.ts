// A key comes into being: made here, or brought along. It signs nothing until its record is seen.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/actor'
import { dkimKeyOwner } from '#lib/changes/domain-keys'
import { type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import type { DkimAlgorithm } from '#lib/protocol/state'
import { deny } from '#lib/refusals'
import { seal } from '#lib/sealing'
import { requireValid } from '#lib/valid'
import { entryOf } from './entry'
import { type KeyPair, newKeyPair, readKeyPair } from './key-pair'

import { type KeyedDomain, lockedDomain } from './locked-keys'
import {
  type CreateDkimKeyInput,
  createDkimKeyInput,
  type DkimKeyView,
  type ImportDkimKeyInput,
  importDkimKeyInput,
  type KeyReason,
} from './schema'
import { type DkimKeyRow, viewOf } from './view'

/** In all states together: more would be no rotation. */
const keysMax = 20

export function createDkimKey(actor: Actor, domainId: string, input: CreateDkimKeyInput): Promise<Outcome<DkimKeyView>> {
  return asOutcome(async () => {
    const { algorithm, bits, selector } = requireValid(createDkimKeyInput, input)
    const pair = await newKeyPair(algorithm, bits)
    return recordChange(actor, 'dkim.write', async (tx) => {
      const domain = await lockedDomain(actor, tx, domainId)
      return recorded(domain, [await insert(tx, domain, pair, selector, 'made')], 'create')
    })
  })
}

export function importDkimKey(actor: Actor, domainId: string, input: ImportDkimKeyInput): Promise<Outcome<DkimKeyView>> {
  return asOutcome(async () => {
    const { selector, privateKey } = requireValid(importDkimKeyInput, input)
    const pair = readKeyPair(privateKey)
    return recordChange(actor, 'dkim.write', async (tx) => {
      const domain = await lockedDomain(actor, tx, domainId)
      if (domain.keys.some(({ publicKey }) => publicKey === pair.publicKey)) deny('dkim_key_known', 'privateKey')
      return recorded(domain, [await insert(tx, domain, pair, selector, 'imported')], 'import')
    })
  })
}

/** A successor for each key that signs, of its kind and size. The old ones go on until the new records are seen everywhere. */
export function rotateDkimKeys(actor: Actor, domainId: string): Promise<Outcome<DkimKeyView>> {
  return asOutcome(() =>
    recordChange(actor, 'dkim.write', async (tx) => {
      const domain = await lockedDomain(actor, tx, domainId)
      const active = domain.keys.filter(({ state }) => state === 'active')
      if (active.length === 0) deny('dkim_nothing_to_rotate')
      if (domain.keys.some(({ state }) => state === 'pending' || state === 'published')) deny('dkim_rotation_under_way')
      const rows = []
      for (const { algorithm, bits } of active)
        rows.push(await insert(tx, domain, await newKeyPair(algorithm === 'ed25519' ? 'ed25519' : 'rsa', bits), null, 'rotation'))
      return recorded(domain, rows, 'create')
    }),
  )
}

type Held = KeyedDomain & { keys: DkimKeyRow[] }

async function insert(
  tx: Tx,
  domain: Held,
  { privateKey, ...pair }: KeyPair,
  selector: string | null,
  reason: KeyReason,
): Promise<DkimKeyRow> {
  if (domain.keys.length >= keysMax) deny('dkim_too_many', null, { maximum: keysMax })
  if (domain.keys.some((key) => key.selector === selector)) deny('dkim_selector_taken', 'selector', { selector: selector ?? '' })
  const id = randomUUID()
  const row = await tx.dkimKey.create({
    data: {
      ...{ id, domainId: domain.id, ...pair, reason, imported: reason === 'imported' },
      selector: selector ?? freeSelector(domain.keys, pair.algorithm, new Date()),
      privateSealed: seal(privateKey, dkimKeyOwner(id)),
    },
  })
  domain.keys.push(row)
  // Where the panel writes the zone by itself, the record is there at once.
  await tx.$executeRaw`
    select graphile_worker.add_job('keep-records', '{}'::json, queue_name => 'keep-records', job_key => 'keep-records', max_attempts => 1)`
  return row
}

/** 202611r, then 202611r2: who reads the record knows how old it is. */
export function freeSelector(keys: readonly { selector: string }[], algorithm: DkimAlgorithm, now: Date): string {
  const month = now.toISOString().slice(0, 7).replace('-', '')
  const dated = month + (algorithm === 'rsa' ? 'r' : 'e')
  const taken = new Set(keys.map(({ selector }) => selector))
  for (let number = 1; ; number++) {
    const selector = number === 1 ? dated : `${dated}${number}`
    if (!taken.has(selector)) return selector
  }
}

function recorded(domain: Held, rows: readonly DkimKeyRow[], verb: 'create' | 'import'): Recorded<DkimKeyView> {
  const [first] = rows
  if (!first) throw new Error('no key was made')
  return {
    value: viewOf(first, domain.name),
    entries: rows.map(({ selector, algorithm, bits }) => entryOf(domain, verb, selector, { algorithm, bits })),
    domains: [],
  }
}

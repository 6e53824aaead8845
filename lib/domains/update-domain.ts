// A domain changes: its limits, whether it is enabled, its kind, its host, what it mirrors, where a relay domain's mail goes.

import type * as z from 'zod'
import { addressesPointingInto, lockGraph, requireNoLoops } from '#lib/addresses/loops'
import type { Actor } from '#lib/auth/actor'
import { changedFields, denyConflict, lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { kindRefusals, requireHost, requireTarget, settingRefusals } from './rules'
import { type DomainView, type UpdateDomainInput, updateDomainInput } from './schema'
import { type DomainRow, domainInclude, domainViewOf } from './view'

type Wanted = z.output<typeof updateDomainInput>

/** What a host's lines depend on; limits and notes change nothing there. */
const applied: ReadonlySet<string> = new Set([
  'kind',
  'enabled',
  'host',
  'target',
  'relayServer',
  'relayPort',
  'relayLookupMx',
  'relayListed',
])

export function updateDomain(actor: Actor, id: string, version: number, input: UpdateDomainInput): Promise<Outcome<DomainView>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateDomainInput, input)
    return recordChange(actor, 'domain.write', (tx) => change(actor, tx, id, version, wanted))
  })
}

async function change(actor: Actor, tx: Tx, id: string, version: number, wanted: Wanted): Promise<Recorded<DomainView>> {
  if (wanted.kind === 'alias' || wanted.target) await lockGraph(tx)
  const current = await lockRowOf(actor, tx, 'Domain', id)
  const row = await tx.domain.findUniqueOrThrow({ where: { id }, include: domainInclude })
  const view = domainViewOf(row)
  if (current !== version) await denyConflict(tx, id, current - version, view)
  const place = await placeOf(tx, row, wanted)
  const { host: _host, target: _target, ...columns } = wanted
  const next = { ...view, ...columns }
  denyAll([...settingRefusals(next), ...(await kindRefusals(tx, row, next.kind))])
  const flat = { ...columns, host: place.hostName, target: place.targetName }
  const changed = changedFields({ ...view, host: row.host.name, target: row.target?.name ?? null }, flat)
  if (!changed) return { value: view, entries: [], domains: [] }
  const after = await tx.domain.update({
    where: { id },
    data: { ...columns, hostId: place.hostId, targetId: place.targetId, version: { increment: 1 } },
    include: domainInclude,
  })
  // Mirrors live where their target lives.
  if (place.hostId !== row.hostId) await tx.domain.updateMany({ where: { targetId: id }, data: { hostId: place.hostId } })
  if (place.targetId !== null && place.targetId !== row.targetId)
    await requireNoLoops(actor, tx, await addressesPointingInto(tx, row.name), 'target')
  const touched = [row.name, row.target?.name, place.targetName].filter((name) => name !== undefined && name !== null)
  return {
    value: domainViewOf(after),
    entries: [{ ...domainEntry(after), ...changed }],
    domains: Object.keys(changed.after).some((field) => applied.has(field)) ? touched : [],
  }
}

export const domainEntry = ({ id, name, hostId }: { id: string; name: string; hostId: string }): ChangeEntry => ({
  action: 'domain.update',
  subjectKind: 'domain',
  subjectId: id,
  subjectName: name,
  domainName: name,
  hostId,
})

type Place = { hostId: string; hostName: string; targetId: string | null; targetName: string | null }

async function placeOf(tx: Tx, row: DomainRow, wanted: Wanted): Promise<Place> {
  const kind = wanted.kind ?? row.kind
  if (kind === 'alias') {
    const name = wanted.target === undefined ? (row.target?.name ?? null) : wanted.target
    // A target that stays is not asked again: an alias domain of a disabled domain may still get another note.
    if (row.target && name === row.target.name && row.kind === 'alias') return requireSamePlace(row, row.target, wanted)
    const target = await requireTarget(tx, name, row.name)
    if (wanted.host && (await requireHost(tx, wanted.host)).id !== target.hostId) {
      deny('target_other_host', 'host', { domain: target.name, host: target.hostName })
    }
    return { hostId: target.hostId, hostName: target.hostName, targetId: target.id, targetName: target.name }
  }
  if (wanted.target) deny('target_not_alias', 'target')
  const host = wanted.host ? await requireHost(tx, wanted.host) : row.host
  if (host.id !== row.hostId && row.mailboxCount > 0) deny('host_has_mail', 'host', { domain: row.name, host: row.host.name })
  return { hostId: host.id, hostName: host.name, targetId: null, targetName: null }
}

function requireSamePlace(row: DomainRow, target: { id: string; name: string }, wanted: Wanted): Place {
  if (wanted.host && wanted.host !== row.host.id && wanted.host !== row.host.name) {
    deny('target_other_host', 'host', { domain: target.name, host: row.host.name })
  }
  return { hostId: row.hostId, hostName: row.host.name, targetId: target.id, targetName: target.name }
}

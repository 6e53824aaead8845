// Aliases come into being, change, expire and go. A catch-all is an alias whose local part is empty.

import type * as z from 'zod'
import { releaseAddresses, takenCode } from '#lib/addresses/claims'
import { countIn } from '#lib/addresses/counters'
import { canonicalAddresses, requireHostedDomain } from '#lib/addresses/domain-here'
import { insertAliases } from '#lib/addresses/insert-aliases'
import { lockGraph, requireNoLoops, unknownDestinations } from '#lib/addresses/loops'
import { retireOwnAliases } from '#lib/addresses/own-aliases'
import { localPartOf } from '#lib/addresses/parse-address'
import type { Warning } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { changedFields, denyConflict, lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { type AliasSaved, type AliasView, type CreateAliasInput, createAliasInput, type UpdateAliasInput, updateAliasInput } from './schema'
import { aliasInclude, aliasViewOf, withOwner } from './view'

export function createAlias(actor: Actor, input: CreateAliasInput): Promise<Outcome<AliasSaved>> {
  return asOutcome(async () => {
    const wanted = requireValid(createAliasInput, input)
    denyAll(expiryRefusals(wanted.expiresAt))
    return recordChange(actor, 'alias.write', (tx) => insertAlias(actor, tx, wanted))
  })
}

async function insertAlias(actor: Actor, tx: Tx, wanted: z.output<typeof createAliasInput>): Promise<Recorded<AliasSaved>> {
  await lockGraph(tx)
  const domain = await requireHostedDomain(actor, tx, wanted.address)
  const destinations = await canonicalAddresses(tx, wanted.destinations)
  const id = uuid7()
  await countIn(actor, tx, domain.id, { aliases: 1 })
  const taken = await insertAliases(tx, [{ ...wanted, id, domainId: domain.id, localPart: localPartOf(wanted.address), destinations }])
  denyAll(taken.map((one) => refusal(takenCode(one), 'address', { address: wanted.address })))
  const warnings = await checkDestinations(actor, tx, wanted.address)
  const row = await tx.alias.findUniqueOrThrow({ where: { id }, include: aliasInclude })
  return {
    value: { ...aliasViewOf(await withOwner(tx, row)), warnings },
    entries: [{ ...entryOf('create', id, wanted.address, domain.name), after: { ...wanted, destinations } }],
    domains: [domain.name],
  }
}

export function updateAlias(actor: Actor, id: string, version: number, input: UpdateAliasInput): Promise<Outcome<AliasSaved>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateAliasInput, input)
    return recordChange(actor, 'alias.write', (tx) => change(actor, tx, id, version, wanted))
  })
}

async function change(
  actor: Actor,
  tx: Tx,
  id: string,
  version: number,
  wanted: z.output<typeof updateAliasInput>,
): Promise<Recorded<AliasSaved>> {
  if (wanted.destinations) await lockGraph(tx)
  const view = await requireVersion(actor, tx, id, version)
  const destinations = wanted.destinations && (await canonicalAddresses(tx, wanted.destinations))
  const changed = changedFields(view, { ...wanted, destinations })
  if (!changed) return { value: { ...view, warnings: [] }, entries: [], domains: [] }
  denyAll(expiryRefusals(changed.after.expiresAt))
  if (changed.after.enabled && isPast(wanted.expiresAt === undefined ? view.expiresAt : wanted.expiresAt)) {
    deny('alias_expired', 'enabled', { address: view.address })
  }
  if (changed.after.destinations) {
    await tx.aliasDestination.deleteMany({ where: { aliasId: id } })
    await tx.aliasDestination.createMany({ data: changed.after.destinations.map((destination) => ({ aliasId: id, destination })) })
  }
  const { destinations: _destinations, ...columns } = wanted
  const row = await tx.alias.update({ where: { id }, data: { ...columns, version: { increment: 1 } }, include: aliasInclude })
  const warnings = changed.after.destinations ? await checkDestinations(actor, tx, view.address) : []
  return {
    value: { ...aliasViewOf(await withOwner(tx, row)), warnings },
    entries: [{ ...entryOf('update', id, view.address, view.domain.name), ...changed }],
    domains: Object.keys(changed.after).some((field) => field !== 'note') ? [view.domain.name] : [],
  }
}

export function deleteAlias(actor: Actor, id: string, version: number): Promise<Outcome<AliasView>> {
  return asOutcome(() =>
    recordChange(actor, 'alias.write', async (tx) => {
      const view = await requireVersion(actor, tx, id, version)
      await retireOwnAliases(tx, [id])
      await tx.alias.delete({ where: { id } })
      await releaseAddresses(tx, [id])
      await countIn(actor, tx, view.domain.id, { aliases: -1 })
      const { destinations, enabled, expiresAt, note } = view
      const entry = { ...entryOf('delete', id, view.address, view.domain.name), before: { destinations, enabled, expiresAt, note } }
      return { value: view, entries: [entry], domains: [view.domain.name] }
    }),
  )
}

async function requireVersion(actor: Actor, tx: Tx, id: string, version: number): Promise<AliasView> {
  const current = await lockRowOf(actor, tx, 'Alias', id)
  const view = aliasViewOf(await withOwner(tx, await tx.alias.findUniqueOrThrow({ where: { id }, include: aliasInclude })))
  if (current !== version) await denyConflict(tx, id, current - version, view)
  return view
}

async function checkDestinations(actor: Actor, tx: Tx, address: string): Promise<Warning[]> {
  const graph = await requireNoLoops(actor, tx, [address], 'destinations')
  return unknownDestinations(actor, graph, address).map((unknown) =>
    refusal('destination_unknown_here', 'destinations', { address: unknown }),
  )
}

const isPast = (instant: string | null): boolean => instant !== null && new Date(instant) <= new Date()

export const expiryRefusals = (expiresAt: string | null | undefined) =>
  expiresAt !== undefined && isPast(expiresAt) ? [refusal('expiry_past', 'expiresAt')] : []

export const entryOf = (verb: string, id: string, address: string, domainName: string): ChangeEntry => ({
  action: `alias.${verb}`,
  subjectKind: 'alias',
  subjectId: id,
  subjectName: address,
  domainName,
})

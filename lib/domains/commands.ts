// Domains come into being and change. Deleting is in delete-domain.ts, the list of relay recipients in relay-recipients.ts.

import type * as z from 'zod'
import { takenCode } from '#lib/addresses/claims'
import { countIn } from '#lib/addresses/counters'
import { canonicalAddresses } from '#lib/addresses/domain-here'
import { insertAliases, type NewAlias } from '#lib/addresses/insert-aliases'
import { addressesPointingInto, lockGraph, requireNoLoops, unknownDestinations } from '#lib/addresses/loops'
import { unicodeDomain } from '#lib/addresses/parse-domain'
import type { Warning } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { isDuplicate } from '#lib/db/failures'
import { uuid7 } from '#lib/db/uuid7'
import { asOutcome, type Outcome, RefusedError } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { requireHost, requireTarget, settingRefusals } from './rules'
import { type CreateDomainInput, createDomainInput, type DomainSaved } from './schema'
import { domainInclude, domainViewOf } from './view'

type Wanted = z.output<typeof createDomainInput>

export function createDomain(actor: Actor, input: CreateDomainInput): Promise<Outcome<DomainSaved>> {
  return asOutcome(async () => {
    const wanted = requireValid(createDomainInput, input)
    denyAll(settingRefusals(wanted))
    if (wanted.kind !== 'alias' && wanted.target !== null) deny('target_not_alias', 'target')
    if (wanted.kind !== 'hosted' && wanted.standardAddresses) deny('standard_addresses_not_hosted', 'standardAddresses')
    try {
      return await recordChange(actor, 'domain.write', (tx) => insertDomain(actor, tx, wanted))
    } catch (error) {
      // Of the unique names in this transaction only the domain's own is not claimed with "on conflict".
      if (isDuplicate(error)) throw new RefusedError([refusal('domain_exists', 'name', { domain: unicodeDomain(wanted.name) })])
      throw error
    }
  })
}

async function insertDomain(actor: Actor, tx: Tx, wanted: Wanted) {
  if (wanted.kind === 'alias' || wanted.standardAddresses) await lockGraph(tx)
  const { host: _host, target: targetName, standardAddresses, ...columns } = wanted
  const taken = await tx.domain.findUnique({ where: { name: wanted.name }, select: { id: true } })
  if (taken) deny('domain_exists', 'name', { domain: unicodeDomain(wanted.name) })
  const target = wanted.kind === 'alias' ? await requireTarget(tx, targetName, wanted.name) : null
  const hostId = await hostOf(tx, wanted, target)
  const { id, name } = await tx.domain.create({
    data: { ...columns, unicodeName: unicodeDomain(columns.name), hostId, targetId: target?.id ?? null },
    select: { id: true, name: true },
  })
  if (target) await requireNoLoops(actor, tx, await addressesPointingInto(tx, name), 'target')
  const { entries, warnings } = standardAddresses
    ? await addStandardAddresses(actor, tx, { id, name }, standardAddresses)
    : { entries: [], warnings: [] }
  const row = await tx.domain.findUniqueOrThrow({ where: { id }, include: domainInclude })
  const { standardAddresses: _standard, ...after } = wanted
  const own: ChangeEntry = {
    action: 'domain.create',
    subjectKind: 'domain',
    subjectId: id,
    subjectName: name,
    domainName: name,
    hostId,
    after,
  }
  return { value: { ...domainViewOf(row), warnings }, entries: [own, ...entries], domains: [name, ...(target ? [target.name] : [])] }
}

/** An alias domain lives where its target lives. */
async function hostOf(tx: Tx, wanted: Wanted, target: { name: string; hostId: string; hostName: string } | null): Promise<string> {
  if (target === null) return (await requireHost(tx, wanted.host)).id
  if (wanted.host && (await requireHost(tx, wanted.host)).id !== target.hostId) {
    deny('target_other_host', 'host', { domain: target.name, host: target.hostName })
  }
  return target.hostId
}

async function addStandardAddresses(
  actor: Actor,
  tx: Tx,
  domain: { id: string; name: string },
  wanted: NonNullable<Wanted['standardAddresses']>,
) {
  const destinations = await canonicalAddresses(tx, [wanted.destination])
  const aliases: NewAlias[] = [...new Set(wanted.localParts)]
    // The destination may be one of them: it is to be a mailbox then.
    .filter((localPart) => !destinations.includes(`${localPart}@${domain.name}`))
    .map((localPart) => {
      const address = `${localPart}@${domain.name}`
      return { id: uuid7(), domainId: domain.id, localPart, address, enabled: true, expiresAt: null, note: '', destinations }
    })
  if (aliases.length === 0) return { entries: [], warnings: [] }
  await countIn(actor, tx, domain.id, { aliases: aliases.length })
  const taken = await insertAliases(tx, aliases)
  denyAll(taken.map((one) => refusal(takenCode(one), 'standardAddresses.localParts', { address: one.wanted.address })))
  const addresses = aliases.map((alias) => alias.address)
  const graph = await requireNoLoops(actor, tx, addresses, 'standardAddresses.destination')
  const warnings: Warning[] = unknownDestinations(actor, graph, addresses[0] ?? '').map((address) =>
    refusal('destination_unknown_here', 'standardAddresses.destination', { address }),
  )
  const entries: ChangeEntry[] = aliases.map(({ id, address }) => ({
    action: 'alias.create',
    subjectKind: 'alias',
    subjectId: id,
    subjectName: address,
    domainName: domain.name,
    after: { address, destinations },
  }))
  return { entries, warnings }
}

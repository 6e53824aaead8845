// Groups come into being, change and go.

import type * as z from 'zod'
import { releaseAddresses, takenCode } from '#lib/addresses/claims'
import { countIn } from '#lib/addresses/counters'
import { canonicalAddresses, requireHostedDomain } from '#lib/addresses/domain-here'
import { lockGraph, requireNoLoops, unknownDestinations } from '#lib/addresses/loops'
import { localPartOf } from '#lib/addresses/parse-address'
import type { Warning } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { changedFields, denyConflict, lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { asOutcome, type Outcome, type Refusal } from '#lib/outcome'
import { denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { insertGroups } from './insert-groups'
import { type CreateGroupInput, createGroupInput, type GroupSaved, type GroupView, type UpdateGroupInput, updateGroupInput } from './schema'
import { groupInclude, groupViewOf } from './view'

export function createGroup(actor: Actor, input: CreateGroupInput): Promise<Outcome<GroupSaved>> {
  return asOutcome(async () => {
    const wanted = requireValid(createGroupInput, input)
    denyAll(sendersRefusals(wanted.whoMayPost, wanted.senders))
    return recordChange(actor, 'group.write', (tx) => insertGroup(actor, tx, wanted))
  })
}

async function insertGroup(actor: Actor, tx: Tx, wanted: z.output<typeof createGroupInput>): Promise<Recorded<GroupSaved>> {
  await lockGraph(tx)
  const { address } = wanted
  const domain = await requireHostedDomain(actor, tx, address)
  await countIn(actor, tx, domain.id, { groups: 1 })
  const [members, senders] = [await canonicalAddresses(tx, wanted.members), await canonicalAddresses(tx, wanted.senders)]
  const id = uuid7()
  const taken = await insertGroups(tx, [{ ...wanted, members, senders, id, domainId: domain.id, localPart: localPartOf(address) }])
  denyAll(taken.map((one) => refusal(takenCode(one), 'address', { address })))
  const warnings = await checkMembers(actor, tx, address)
  const row = await tx.group.findUniqueOrThrow({ where: { id }, include: groupInclude })
  const entry = { ...entryOf('create', id, address, domain.name), after: { ...wanted, members, senders } }
  return { value: { ...groupViewOf(row), warnings }, entries: [entry], domains: [domain.name] }
}

export function updateGroup(actor: Actor, id: string, version: number, input: UpdateGroupInput): Promise<Outcome<GroupSaved>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateGroupInput, input)
    return recordChange(actor, 'group.write', (tx) => change(actor, tx, id, version, wanted))
  })
}

async function change(
  actor: Actor,
  tx: Tx,
  id: string,
  version: number,
  wanted: z.output<typeof updateGroupInput>,
): Promise<Recorded<GroupSaved>> {
  if (wanted.members) await lockGraph(tx)
  const view = await requireVersion(actor, tx, id, version)
  const members = wanted.members && (await canonicalAddresses(tx, wanted.members))
  const senders = wanted.senders && (await canonicalAddresses(tx, wanted.senders))
  const changed = changedFields(view, { ...wanted, members, senders })
  if (!changed) return { value: { ...view, warnings: [] }, entries: [], domains: [] }
  denyAll(sendersRefusals(wanted.whoMayPost ?? view.whoMayPost, senders ?? view.senders))
  await writePeople(tx, id, changed.after.members, changed.after.senders)
  const { members: _members, senders: _senders, ...columns } = wanted
  const row = await tx.group.update({ where: { id }, data: { ...columns, version: { increment: 1 } }, include: groupInclude })
  const warnings = changed.after.members ? await checkMembers(actor, tx, view.address) : []
  return {
    value: { ...groupViewOf(row), warnings },
    entries: [{ ...entryOf('update', id, view.address, view.domain.name), ...changed }],
    domains: Object.keys(changed.after).some((field) => field !== 'note' && field !== 'name') ? [view.domain.name] : [],
  }
}

export function deleteGroup(actor: Actor, id: string, version: number): Promise<Outcome<GroupView>> {
  return asOutcome(() =>
    recordChange(actor, 'group.write', async (tx) => {
      const view = await requireVersion(actor, tx, id, version)
      await tx.group.delete({ where: { id } })
      await releaseAddresses(tx, [id])
      await countIn(actor, tx, view.domain.id, { groups: -1 })
      const { members, senders, whoMayPost, enabled } = view
      const entry = { ...entryOf('delete', id, view.address, view.domain.name), before: { members, senders, whoMayPost, enabled } }
      return { value: view, entries: [entry], domains: [view.domain.name] }
    }),
  )
}

async function requireVersion(actor: Actor, tx: Tx, id: string, version: number): Promise<GroupView> {
  const current = await lockRowOf(actor, tx, 'Group', id)
  const view = groupViewOf(await tx.group.findUniqueOrThrow({ where: { id }, include: groupInclude }))
  if (current !== version) await denyConflict(tx, id, current - version, view)
  return view
}

/** Replaces the lists that are given. */
async function writePeople(tx: Tx, groupId: string, members: string[] | undefined, senders: string[] | undefined): Promise<void> {
  if (members) {
    await tx.groupMember.deleteMany({ where: { groupId } })
    await tx.groupMember.createMany({ data: members.map((address) => ({ groupId, address })) })
  }
  if (senders) {
    await tx.groupSender.deleteMany({ where: { groupId } })
    await tx.groupSender.createMany({ data: senders.map((address) => ({ groupId, address })) })
  }
}

async function checkMembers(actor: Actor, tx: Tx, address: string): Promise<Warning[]> {
  const graph = await requireNoLoops(actor, tx, [address], 'members')
  return unknownDestinations(actor, graph, address).map((unknown) => refusal('destination_unknown_here', 'members', { address: unknown }))
}

export const sendersRefusals = (rule: GroupView['whoMayPost'], senders: readonly string[]): Refusal[] =>
  rule === 'senders' && senders.length === 0 ? [refusal('senders_required', 'senders')] : []

export const entryOf = (verb: string, id: string, address: string, domainName: string): ChangeEntry => ({
  action: `group.${verb}`,
  subjectKind: 'group',
  subjectId: id,
  subjectName: address,
  domainName,
})

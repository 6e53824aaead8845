// One remedy per orphan: what points nowhere is taken away. An alias or group that would be left empty goes as a whole.
import { releaseAddresses } from '#lib/addresses/claims'
import { countIn } from '#lib/addresses/counters'
import type { FieldName } from '#lib/audit/changed-fields'
import type { Actor } from '#lib/auth/actor'
import { idFilter, nameFilter } from '#lib/auth/scope'
import { lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type RemedyInput, remedyInput } from './schema'

type Remedied = { owner: string; target: string; ownerDeleted: boolean }
type Target = { ownerId: string; target: string }

export function remedyOrphan(actor: Actor, input: RemedyInput): Promise<Outcome<Remedied>> {
  return asOutcome(async () => {
    const { kind, ...target } = requireValid(remedyInput, input)
    switch (kind) {
      case 'alias-destination':
        return recordChange(actor, 'alias.write', (tx) => dropDestination(actor, tx, target))
      case 'group-member':
        return recordChange(actor, 'group.write', (tx) => dropMember(actor, tx, target))
      case 'forward':
        return recordChange(actor, 'mailbox.write', (tx) => dropForward(actor, tx, target))
      case 'recovery':
        return recordChange(actor, 'mailbox.write', (tx) => dropRecovery(actor, tx, target))
      case 'grant':
        return recordChange(actor, 'send-as.write', (tx) => dropGrant(actor, tx, target))
    }
  })
}

const gone = (target: Target): never => {
  throw new AppError('not_found', { subject: target.target })
}

function recorded(
  kind: string,
  id: string,
  owner: { address: string; domain: string },
  field: FieldName,
  target: string,
  ownerDeleted = false,
): Recorded<Remedied> {
  const subject = { subjectKind: kind, subjectId: id, subjectName: owner.address, domainName: owner.domain }
  const entry: ChangeEntry = ownerDeleted
    ? { action: `${kind}.delete`, ...subject, before: { [field]: [target] } }
    : { action: `${kind}.update`, ...subject, before: { [field]: [target] }, after: { [field]: [] } }
  return { value: { owner: owner.address, target, ownerDeleted }, entries: [entry], domains: [owner.domain] }
}

async function dropDestination(actor: Actor, tx: Tx, { ownerId, target }: Target) {
  await lockRowOf(actor, tx, 'Alias', ownerId)
  const row = await tx.alias.findUniqueOrThrow({
    where: { id: ownerId },
    include: { domain: true, _count: { select: { destinations: true } } },
  })
  const { count } = await tx.aliasDestination.deleteMany({ where: { aliasId: ownerId, destination: target } })
  if (count === 0) return gone({ ownerId, target })
  const empty = row._count.destinations === 1
  if (empty) {
    await tx.alias.delete({ where: { id: ownerId } })
    await releaseAddresses(tx, [ownerId])
    await countIn(actor, tx, row.domainId, { aliases: -1 })
  } else await tx.alias.update({ where: { id: ownerId }, data: { version: { increment: 1 } } })
  return recorded('alias', ownerId, { address: row.address, domain: row.domain.name }, 'destinations', target, empty)
}

async function dropMember(actor: Actor, tx: Tx, { ownerId, target }: Target) {
  await lockRowOf(actor, tx, 'Group', ownerId)
  const row = await tx.group.findUniqueOrThrow({ where: { id: ownerId }, include: { domain: true, _count: { select: { members: true } } } })
  const { count } = await tx.groupMember.deleteMany({ where: { groupId: ownerId, address: target } })
  if (count === 0) return gone({ ownerId, target })
  const empty = row._count.members === 1
  if (empty) {
    await tx.group.delete({ where: { id: ownerId } })
    await releaseAddresses(tx, [ownerId])
    await countIn(actor, tx, row.domainId, { groups: -1 })
  } else await tx.group.update({ where: { id: ownerId }, data: { version: { increment: 1 } } })
  return recorded('group', ownerId, { address: row.address, domain: row.domain.name }, 'members', target, empty)
}

async function requireMailbox(actor: Actor, tx: Tx, id: string) {
  await lockRowOf(actor, tx, 'Mailbox', id)
  const row = await tx.mailbox.findUniqueOrThrow({ where: { id }, include: { domain: true } })
  return { address: row.address, domain: row.domain.name, recoveryAddress: row.recoveryAddress }
}

async function dropForward(actor: Actor, tx: Tx, { ownerId, target }: Target) {
  const owner = await requireMailbox(actor, tx, ownerId)
  const { count } = await tx.mailboxForward.deleteMany({ where: { mailboxId: ownerId, destination: target } })
  if (count === 0) return gone({ ownerId, target })
  const left = await tx.mailboxForward.count({ where: { mailboxId: ownerId } })
  // Without a forward there is nothing but the mailbox itself: it must keep its messages.
  await tx.mailbox.update({ where: { id: ownerId }, data: { version: { increment: 1 }, ...(left === 0 && { forwardKeepCopy: true }) } })
  return recorded('mailbox', ownerId, owner, 'forwards', target)
}

async function dropRecovery(actor: Actor, tx: Tx, { ownerId, target }: Target) {
  const owner = await requireMailbox(actor, tx, ownerId)
  if (owner.recoveryAddress !== target) return gone({ ownerId, target })
  await tx.mailbox.update({ where: { id: ownerId }, data: { recoveryAddress: null, version: { increment: 1 } } })
  return { ...recorded('mailbox', ownerId, owner, 'recoveryAddress', target), domains: [] }
}

async function dropGrant(actor: Actor, tx: Tx, { ownerId, target }: Target): Promise<Recorded<Remedied>> {
  const row = await tx.sendAsGrant.findUnique({
    where: { id: ownerId, mailbox: { domainId: idFilter(actor) }, domainName: nameFilter(actor) },
    include: { mailbox: true },
  })
  const { count } = row?.sender === target ? await tx.sendAsGrant.deleteMany({ where: { id: ownerId } }) : { count: 0 }
  if (!row || count === 0) return gone({ ownerId, target })
  const entry: ChangeEntry = {
    action: 'send-as.revoke',
    subjectKind: 'send-as',
    subjectId: ownerId,
    subjectName: `${row.mailbox.address} as ${target}`,
    domainName: row.domainName,
    before: { mailbox: row.mailbox.address, sender: target },
  }
  return { value: { owner: row.mailbox.address, target, ownerDeleted: false }, entries: [entry], domains: [row.domainName] }
}

// Addresses that a person makes for themselves: as many as the domain lets them, of names that are free to take, all leading to their own
// mailbox, and each with the right to send as it. A disposable one has a name that was drawn, and says where it was given away.
import 'server-only'
import * as z from 'zod'
import { releaseAddresses } from '#lib/addresses/claims'
import { countIn } from '#lib/addresses/counters'
import { hostedAddress } from '#lib/addresses/input'
import { insertAliases } from '#lib/addresses/insert-aliases'
import { lockGraph, requireNoLoops } from '#lib/addresses/loops'
import { retireOwnAliases } from '#lib/addresses/own-aliases'
import { domainOf, localPartOf } from '#lib/addresses/parse-address'
import { readableName } from '#lib/addresses/readable-name'
import type { MailboxActor } from '#lib/auth/actor'
import { changedFields, isUuid, lockOwnMailbox } from '#lib/changes/edit'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { requireFreeName } from './free-name'
import {
  type CreateOwnAliasInput,
  createOwnAliasInput,
  type DrawAliasInput,
  drawAliasInput,
  type UpdateOwnAliasInput,
  updateOwnAliasInput,
} from './own-alias-schema'

type Made = { id: string; address: string }

const wholeAddress = z.object({ name: hostedAddress })

export function createOwnAlias(actor: MailboxActor, input: CreateOwnAliasInput): Promise<Outcome<Made>> {
  return asOutcome(async () => {
    const { name, note } = requireValid(createOwnAliasInput, input)
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      await lockGraph(tx)
      const domain = await requireRoom(tx, actor, 'own')
      const { name: address } = requireValid(wholeAddress, { name: name.includes('@') ? name : `${name}@${domain.name}` })
      if (domainOf(address) !== domain.name) deny('own_alias_other_domain', 'name', { domain: domain.name })
      await requireFreeName(tx, actor, address)
      return insert(tx, actor, domain, { address, note, disposable: false, expiresAt: null })
    })
  })
}

/** Nothing but chance chooses the name, so nobody can have been known by it. */
export function drawAlias(actor: MailboxActor, input: DrawAliasInput): Promise<Outcome<Made>> {
  return asOutcome(async () => {
    const { note, expiresAt } = requireValid(drawAliasInput, input)
    requireFuture(expiresAt)
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      await lockGraph(tx)
      const domain = await requireRoom(tx, actor, 'disposable')
      const address = await unclaimedName(tx, domain.name)
      return insert(tx, actor, domain, { address, note, disposable: true, expiresAt })
    })
  })
}

type Domain = { id: string; name: string }

/** The person's row stays locked, so that two requests at once do not pass one limit together. */
async function requireRoom(tx: Tx, actor: MailboxActor, kind: 'own' | 'disposable'): Promise<Domain> {
  await lockOwnMailbox(tx, actor)
  const { domain } = await tx.mailbox.findUniqueOrThrow({ where: { id: actor.id }, include: { domain: true } })
  const limit = kind === 'own' ? domain.ownAliasesMax : domain.disposableAliasesMax
  const count = await tx.alias.count({ where: { ownerId: actor.id, disposable: kind === 'disposable' } })
  if (count >= limit) deny(limit === 0 ? 'own_aliases_off' : 'own_aliases_limit', null, { limit })
  return domain
}

async function unclaimedName(tx: Tx, domain: string): Promise<string> {
  for (;;) {
    const address = `${readableName()}@${domain}`
    const [claim, retired] = await Promise.all([
      tx.addressClaim.findUnique({ where: { address }, select: { address: true } }),
      tx.retiredAddress.findUnique({ where: { address }, select: { address: true } }),
    ])
    if (!claim && !retired) return address
  }
}

type Wanted = { address: string; note: string; disposable: boolean; expiresAt: string | null }

async function insert(tx: Tx, actor: MailboxActor, domain: Domain, wanted: Wanted) {
  const { address, disposable } = wanted
  const id = uuid7()
  await countIn(actor, tx, domain.id, { aliases: 1 })
  const owned = { ...wanted, enabled: true, ownerId: actor.id, destinations: [actor.name] }
  const taken = await insertAliases(tx, [{ ...owned, id, domainId: domain.id, localPart: localPartOf(address) }])
  if (taken.length > 0) deny('own_alias_taken', 'name', { address })
  await requireNoLoops(actor, tx, [address], 'name')
  await tx.retiredAddress.deleteMany({ where: { address } })
  await tx.sendAsGrant.create({ data: { mailboxId: actor.id, sender: address, domainName: domain.name }, select: { id: true } })
  const after = { address, destinations: [actor.name], note: wanted.note, expiresAt: wanted.expiresAt, disposable }
  return { value: { id, address }, entries: [{ ...entryOf('create', id, address, domain.name), after }], domains: [domain.name] }
}

/** On and off, the word on what it is for, and until when. */
export function updateOwnAlias(actor: MailboxActor, id: string, input: UpdateOwnAliasInput): Promise<Outcome<Made>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateOwnAliasInput, input)
    requireFuture(wanted.expiresAt)
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      const row = await requireOwn(tx, actor, id)
      const present = { enabled: row.enabled, note: row.note, expiresAt: row.expiresAt?.toISOString() ?? null }
      const changed = changedFields(present, wanted)
      const value = { id, address: row.address }
      if (!changed) return { value, entries: [], domains: [] }
      const next = { ...present, ...changed.after }
      if (next.enabled && isPast(next.expiresAt)) deny('alias_expired', 'enabled', { address: row.address })
      await tx.alias.update({ where: { id }, data: { ...changed.after, version: { increment: 1 } } })
      const { name } = row.domain
      return { value, entries: [{ ...entryOf('update', id, row.address, name), ...changed }], domains: [name] }
    })
  })
}

export function deleteOwnAlias(actor: MailboxActor, id: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'own-mailbox.write', async (tx) => {
      const { address, enabled, note, domainId, domain } = await requireOwn(tx, actor, id)
      await retireOwnAliases(tx, [id])
      await tx.alias.delete({ where: { id } })
      await releaseAddresses(tx, [id])
      await countIn(actor, tx, domainId, { aliases: -1 })
      const entry = { ...entryOf('delete', id, address, domain.name), before: { destinations: [actor.name], enabled, note } }
      return { value: null, entries: [entry], domains: [domain.name] }
    }),
  )
}

/** Of another person, or of an administrator, it is as if there were none. */
async function requireOwn(tx: Tx, actor: MailboxActor, id: string) {
  if (isUuid(id)) await tx.$executeRaw`select 1 from "Alias" where id = ${id}::uuid for update`
  const row = isUuid(id) ? await tx.alias.findUnique({ where: { id }, include: { domain: { select: { name: true } } } }) : null
  if (!row || row.ownerId !== actor.id) throw new AppError('not_found', { subject: id.slice(0, 40) })
  return row
}

const isPast = (instant: string | null): boolean => instant !== null && new Date(instant) <= new Date()

function requireFuture(expiresAt: string | null | undefined): void {
  if (isPast(expiresAt ?? null)) deny('expiry_past', 'expiresAt')
}

const entryOf = (verb: string, id: string, address: string, domainName: string): ChangeEntry => ({
  action: `alias.${verb}`,
  subjectKind: 'alias',
  subjectId: id,
  subjectName: address,
  domainName,
})

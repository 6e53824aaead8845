import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { inScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import type { Find, FoundAddress, FoundDomain } from './walk'

/** What is saved, as far as the asker may see it. A domain of others is like one that is elsewhere. */
export const findFor = (actor: Actor): Find => ({ domain: (name) => domainOf(actor, name), address: addressOf, isRelayRecipient })

async function domainOf(actor: Actor, name: string): Promise<FoundDomain | null> {
  const row = await db().domain.findUnique({ where: { name }, include: { target: { select: { name: true, enabled: true } } } })
  if (!row || !inScope(actor, { name })) return null
  const base = { name, hostId: row.hostId, off: !row.enabled || row.target?.enabled === false }
  if (row.kind === 'alias') return { ...base, kind: 'alias', target: row.target?.name ?? '' }
  if (row.kind === 'relay') return { ...base, kind: 'relay', listed: row.relayListed, nextHop: row.relayServer }
  return { ...base, kind: 'hosted' }
}

async function addressOf(address: string): Promise<FoundAddress | null> {
  const claim = await db().addressClaim.findUnique({ where: { address } })
  if (!claim) return null
  if (claim.kind === 'mailbox') return mailboxOf(claim.ownerId)
  return claim.kind === 'group' ? groupOf(claim.ownerId) : aliasOf(claim.ownerId)
}

async function mailboxOf(id: string): Promise<FoundAddress | null> {
  const row = await db().mailbox.findUnique({ where: { id }, include: { forwards: { orderBy: { destination: 'asc' } }, rules: true } })
  if (!row) return null
  const filters = Array.isArray(row.rules?.filters) ? row.rules.filters.filter(isOn).length : 0
  const { enabled, forwardKeepCopy } = row
  const forwards = row.forwards.map(({ destination }) => destination)
  return { kind: 'mailbox', id, enabled, keepCopy: forwardKeepCopy, forwards, filters, vacation: isOn(row.rules?.vacation) }
}

const isOn = (rule: unknown): boolean => typeof rule === 'object' && rule !== null && Reflect.get(rule, 'enabled') === true

async function aliasOf(id: string): Promise<FoundAddress | null> {
  const row = await db().alias.findUnique({ where: { id }, include: { destinations: { orderBy: { destination: 'asc' } } } })
  if (!row) return null
  const expired = row.expiresAt !== null && row.expiresAt <= new Date()
  return { kind: 'alias', id, enabled: row.enabled, expired, destinations: row.destinations.map(({ destination }) => destination) }
}

async function groupOf(id: string): Promise<FoundAddress | null> {
  const row = await db().group.findUnique({ where: { id }, include: { members: { orderBy: { address: 'asc' } } } })
  if (!row) return null
  return { kind: 'group', id, enabled: row.enabled, whoMayPost: row.whoMayPost, members: row.members.map(({ address }) => address) }
}

async function isRelayRecipient(domain: string, localPart: string): Promise<boolean> {
  return (await db().relayRecipient.count({ where: { domain: { name: domain }, localPart } })) > 0
}

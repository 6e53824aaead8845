import 'server-only'
import { addressesLeadingTo } from '#lib/addresses/leading-here'
import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { MailboxActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import type { OwnAliasesView } from './own-alias-schema'

export async function listOwnAliases(actor: MailboxActor): Promise<OwnAliasesView> {
  const [{ address, domain }, rows, leading] = await Promise.all([
    db().mailbox.findUniqueOrThrow({ where: { id: actor.id }, include: { domain: true } }),
    db().alias.findMany({ where: { ownerId: actor.id }, orderBy: { createdAt: 'desc' } }),
    addressesLeadingTo(actor.id),
  ])
  const views = rows.map(({ id, address, note, enabled, expiresAt, disposable, createdAt }) => ({
    ...{ id, address, note, enabled, disposable },
    unicodeAddress: unicodeAddress(address),
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= new Date(),
    createdAt: createdAt.toISOString(),
  }))
  const made = new Set([address, ...rows.map((row) => row.address)])
  return {
    given: leading.filter((one) => !made.has(one)).map(unicodeAddress),
    own: views.filter(({ disposable }) => !disposable),
    disposable: views.filter(({ disposable }) => disposable),
    ownMax: domain.ownAliasesMax,
    disposableMax: domain.disposableAliasesMax,
    domain: { name: domain.name, unicodeName: unicodeDomain(domain.name) },
  }
}

import 'server-only'
import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { MailboxActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import type { OwnAliasesView } from './own-alias-schema'

export async function listOwnAliases(actor: MailboxActor): Promise<OwnAliasesView> {
  const [{ domain }, rows] = await Promise.all([
    db().mailbox.findUniqueOrThrow({ where: { id: actor.id }, include: { domain: true } }),
    db().alias.findMany({ where: { ownerId: actor.id }, orderBy: { createdAt: 'desc' } }),
  ])
  const views = rows.map(({ id, address, note, enabled, expiresAt, disposable, createdAt }) => ({
    ...{ id, address, note, enabled, disposable },
    unicodeAddress: unicodeAddress(address),
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= new Date(),
    createdAt: createdAt.toISOString(),
  }))
  return {
    own: views.filter(({ disposable }) => !disposable),
    disposable: views.filter(({ disposable }) => disposable),
    ownMax: domain.ownAliasesMax,
    disposableMax: domain.disposableAliasesMax,
    domain: { name: domain.name, unicodeName: unicodeDomain(domain.name) },
  }
}

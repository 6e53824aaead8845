import 'server-only'
import type { Actor, AdministratorActor } from '#lib/auth/actor'
import { managedRoles, requireManages } from '#lib/auth/hierarchy'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { AdministratorView, SessionView, TokenView } from './schema'
import { viewTokens } from './token-view'
import { administratorViewOf, lastSession } from './view'

/** All of them: administrators are few. */
export async function listAdministrators(actor: Actor): Promise<AdministratorView[]> {
  requirePermission(actor, 'people.read')
  const rows = await db().administrator.findMany({ orderBy: { address: 'asc' }, include: lastSession })
  return rows.map(administratorViewOf)
}

/** Domains that can be given to a domain administrator, by part of their name: alias domains come with the one that they mirror. */
export async function listGrantable(actor: Actor, search: string): Promise<{ name: string; unicodeName: string }[]> {
  for (const permission of ['people.write', 'domain.read'] as const) requirePermission(actor, permission)
  const text = search.replaceAll('\0', '').trim().toLowerCase()
  return db().domain.findMany({
    where: { kind: { not: 'alias' }, id: idFilter(actor), OR: [{ name: { contains: text } }, { unicodeName: { contains: text } }] },
    select: { name: true, unicodeName: true },
    orderBy: { name: 'asc' },
    take: 50,
  })
}

/** By id or address. */
export async function getAdministrator(actor: Actor, idOrAddress: string): Promise<AdministratorView> {
  requirePermission(actor, 'people.read')
  const where = isUuid(idOrAddress) ? { id: idOrAddress } : { address: idOrAddress.toLowerCase() }
  const row = await db().administrator.findUnique({ where, include: lastSession })
  if (!row) throw new AppError('not_found', { subject: idOrAddress })
  return administratorViewOf(row)
}

/** One's own, and those of whom one manages. Revoked ones stay in the list for thirty days. */
export async function listTokens(actor: Actor, of?: string): Promise<TokenView[]> {
  requirePermission(actor, 'token.write')
  const recently = new Date(Date.now() - 30 * 86_400_000)
  const roles = managedRoles(actor)
  const mine = actor.kind === 'administrator' ? [{ administratorId: actor.id }] : []
  const rows = await db().apiToken.findMany({
    where: {
      AND: [
        { OR: [...mine, { administrator: { role: { in: roles } } }] },
        { OR: [{ revokedAt: null }, { revokedAt: { gt: recently } }] },
        of === undefined ? {} : { administratorId: of },
      ],
    },
    include: { administrator: { select: { address: true } } },
    orderBy: { createdAt: 'desc' },
  })
  return viewTokens(db(), rows)
}

/** One's own sessions that are not over. */
export function listSessions(actor: AdministratorActor): Promise<SessionView[]> {
  requirePermission(actor, 'account.write')
  return sessionsOf(actor.id)
}

/** Of somebody whom the actor manages. */
export async function listPersonSessions(actor: Actor, id: string): Promise<SessionView[]> {
  requirePermission(actor, 'people.write')
  requireManages(actor, (await getAdministrator(actor, id)).role)
  return sessionsOf(id)
}

async function sessionsOf(administratorId: string): Promise<SessionView[]> {
  const rows = await db().session.findMany({
    where: { administratorId, revokedAt: null, expiresAt: { gt: new Date() }, awaitsSecondFactor: false },
    orderBy: { lastSeenAt: 'desc' },
  })
  return rows.map(({ id, createdAt, lastSeenAt, clientAddress, userAgent }) => ({
    id,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    clientAddress,
    userAgent,
  }))
}

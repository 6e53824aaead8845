// Bearer tokens of the API: `pst_<selector>_<secret>`. The selector finds the row, the secret has 256 random bits and is kept as SHA-256
// only. A token acts as its administrator with the role and grants of this moment, held to what it was given, so it is never wider than
// they are and dies with a disabling or a deletion.
import 'server-only'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { AdministratorActor } from './actor'
import { administratorActor } from './administrator-actor'
import { isWithin } from './network-list'
import { newSecret, secretHashOf } from './random-secret'
import { narrowingOfToken } from './token-limits'

const form = /^pst_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/
/** `lastUsedAt` is written at most this often. */
const usedEveryMs = 60_000

export type TokenBearer = { tokenId: string; actor: AdministratorActor }

export function newToken(): { token: string; selector: string; secretHash: string } {
  const selector = randomBytes(8).toString('hex')
  const secret = newSecret()
  return { token: `pst_${selector}_${secret}`, selector, secretHash: secretHashOf(secret) }
}

type Presented = { via?: AdministratorActor['via'] /** Of who presents it; null: not known. */; clientAddress?: string | null }

/** Whose token it is, or null when it is none, revoked, expired, or its administrator is disabled. Throws token_network. */
export async function verifyToken(text: string, { via = 'api', clientAddress = null }: Presented = {}): Promise<TokenBearer | null> {
  const [, selector, secret] = form.exec(text) ?? []
  if (!selector || !secret) return null
  const row = await db().apiToken.findUnique({ where: { selector }, omit: { secretHash: false }, include: { administrator: true } })
  if (!row || !timingSafeEqual(Buffer.from(row.secretHash), Buffer.from(secretHashOf(secret)))) return null
  const now = new Date()
  if (row.revokedAt || (row.expiresAt && row.expiresAt <= now) || row.administrator.disabledAt) return null
  if (row.networks.length > 0 && !(clientAddress !== null && isWithin(row.networks, clientAddress)))
    throw new AppError('token_network', { subject: clientAddress ?? '?' })
  const isNews = row.lastUsedFrom !== clientAddress || !row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > usedEveryMs
  if (isNews) await db().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now, lastUsedFrom: clientAddress } })
  const limits = { access: row.access, permissions: row.permissions, domainIds: row.heldToDomains ? row.domainIds : null }
  const actor = await administratorActor(row.administrator, via, narrowingOfToken(limits))
  return { tokenId: row.id, actor: { ...actor, clientAddress } }
}

import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { isUuid, lockRowOf } from '#lib/changes/edit'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { deny } from '#lib/refusals'
import type { DkimKeyRow } from './view'

export type KeyedDomain = { id: string; name: string; hostId: string }

/** The domain is held, so that of two who change its keys the second sees what the first did. A relay domain sends nothing. */
export async function lockedDomain(actor: Actor, tx: Tx, domainId: string): Promise<KeyedDomain & { keys: DkimKeyRow[] }> {
  await lockRowOf(actor, tx, 'Domain', domainId)
  const { dkimKeys: keys, kind, ...domain } = await tx.domain.findUniqueOrThrow({ where: { id: domainId }, include: { dkimKeys: true } })
  if (kind === 'relay') deny('dkim_relay')
  return { id: domain.id, name: domain.name, hostId: domain.hostId, keys }
}

export function keyIn(keys: readonly DkimKeyRow[], id: string): DkimKeyRow {
  const key = isUuid(id) ? keys.find((one) => one.id === id) : keys.find(({ selector }) => selector === id)
  if (!key) throw new AppError('not_found', { subject: id.slice(0, 80) })
  return key
}

// How far a newcomer has come on the way to the first message. Each step looks at the real thing.
import type { Actor } from '#lib/auth/actor'
import { scopeOf } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { searchKey } from '#lib/traces/story-keys'

const weekMs = 7 * 86_400_000

export type FirstSteps = {
  host: boolean
  domain: boolean
  mailbox: boolean
  /** Mail has come in. Who has had mailboxes for a week is shown no steps either, whatever was counted. */
  mail: boolean
  /** The newest mailbox, to send a first message to. */
  address: string | null
  /** The story of the first message to it, as long as the first of all mailboxes is new. */
  message: string | null
}

/** `host` and `domain` are known to who counts them. */
export async function stepsWithMail(actor: Actor): Promise<Omit<FirstSteps, 'host' | 'domain'>> {
  const scope = scopeOf(actor)
  const own = scope === 'all' ? {} : { domainId: { in: [...scope.ids] } }
  const [newest, oldest] = await Promise.all([
    db().mailbox.findFirst({ where: own, orderBy: { id: 'desc' }, select: { address: true } }),
    db().mailbox.findFirst({ where: own, orderBy: { id: 'asc' }, select: { createdAt: true } }),
  ])
  const address = newest?.address ?? null
  const steps = { mailbox: address !== null, address }
  if (address === null || oldest === null) return { ...steps, mail: false, message: null }
  if (oldest.createdAt.getTime() < Date.now() - weekMs) return { ...steps, mail: true, message: null }
  const [first, counted] = await Promise.all([
    firstDelivered(address),
    db().flowCount.findFirst({
      where: { span: 'day', measure: 'received', domain: scope === 'all' ? { not: '' } : { in: [...scope.names] } },
      select: { at: true },
    }),
  ])
  return { ...steps, mail: first !== null || counted !== null, message: first }
}

async function firstDelivered(address: string): Promise<string | null> {
  const keys = await db().messageKey.findMany({
    where: { key: searchKey(address) },
    orderBy: { id: 'asc' },
    take: 20,
    select: { id: true },
  })
  const where = { id: { in: keys.map(({ id }) => id) }, state: 'delivered' }
  return (await db().message.findFirst({ where, orderBy: { id: 'asc' }, select: { id: true } }))?.id ?? null
}

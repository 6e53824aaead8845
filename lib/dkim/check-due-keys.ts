// Which domains' keys are due for a look, and the look. Any number of workers may do it: a look twice harms nothing.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { checkDomainKeys } from './check-keys'
import { nextLook } from './rotation'
import { standingOf } from './view'

const domainsAtOnce = 8
const domainsMax = 400

export async function checkDueKeys(actor: Actor, now = new Date()): Promise<number> {
  const due = await dueDomains(now)
  for (let start = 0; start < due.length; start += domainsAtOnce)
    await Promise.all(due.slice(start, start + domainsAtOnce).map((id) => checkOne(actor, id)))
  return due.length
}

async function dueDomains(now: Date): Promise<string[]> {
  const soonest = new Date(now.getTime() - 4 * 60_000)
  const rows = await db().dkimKey.findMany({
    where: { domain: { enabled: true, kind: { not: 'relay' } }, OR: [{ checkedAt: null }, { checkedAt: { lt: soonest } }] },
    orderBy: { checkedAt: { sort: 'asc', nulls: 'first' } },
    take: domainsMax * 4,
  })
  const due = rows.filter((row) => row.checkedAt === null || nextLook(standingOf(row), row.checkedAt) <= now)
  return [...new Set(due.map(({ domainId }) => domainId))].slice(0, domainsMax)
}

/** A domain that was deleted or changed meanwhile stops no other. */
async function checkOne(actor: Actor, domainId: string): Promise<void> {
  try {
    await checkDomainKeys(actor, domainId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}

// Which domains' keys are due for a look, and the look. Any number of workers may do it: a look twice harms nothing.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { checkDomainKeys } from './check-keys'

const domainsAtOnce = 8
const domainsMax = 400

export async function checkDueKeys(actor: Actor, now = new Date()): Promise<number> {
  const due = await dueDomains(now)
  for (let start = 0; start < due.length; start += domainsAtOnce)
    await Promise.all(due.slice(start, start + domainsAtOnce).map((id) => checkOne(actor, id)))
  return due.length
}

/**
 * Ids of domains, who waited longest first. A key is looked at soon while somebody may be typing its record, else so that nothing is missed for long.
 * The rule is here, and not beside the states: of many keys only those that are due may be read, or those that wait stand behind those that rest.
 */
export async function dueDomains(now: Date): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select k."domainId"::text as id from "DkimKey" k join "Domain" d on d.id = k."domainId"
    where d.enabled and d.kind <> 'relay' and (k."checkedAt" is null or k."checkedAt" + case
      when k.state in ('pending', 'published') and k."checkedAt" - k."stateSince" < interval '7 days' then interval '5 minutes'
      when k.finding is null then interval '6 hours'
      else interval '30 minutes' end <= ${now})
    group by k."domainId" order by min(k."checkedAt") nulls first limit ${domainsMax}::int`
  return rows.map(({ id }) => id)
}

/** A domain that was deleted or changed meanwhile stops no other. */
async function checkOne(actor: Actor, domainId: string): Promise<void> {
  try {
    await checkDomainKeys(actor, domainId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}

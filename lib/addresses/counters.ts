// The counters of a domain and its limits. One UPDATE adds and answers with the limits: its row lock makes concurrent creations take
// turns, so a counter is exact and a limit holds also when fifty people create at once.
import type { Actor } from '#lib/auth/actor'
import type { Tx } from '#lib/db/client'
import { type Refusal, RefusedError } from '#lib/outcome'
import { type RefusalCode, refusal } from '#lib/refusals'
import { handOutRefusals } from './hand-out-limits'

export type Delta = {
  mailboxes?: number
  aliases?: number
  groups?: number
  quotaBytes?: number /** Mailboxes that become ones without a quota. */
  unlimited?: number
}

type Counted = {
  id: string
  name: string
  kind: string
  mailboxCount: number
  pointerCount: number
  quotaSumBytes: bigint
  mailboxesMax: number | null
  aliasesMax: number | null
  totalQuotaBytes: bigint | null
}

/** Adds and gives back what is now over a limit, if the delta made it grow; a domain over a lowered limit can still shrink. */
const addToCounters = (actor: Actor, tx: Tx, domainId: string, delta: Delta): Promise<Refusal[]> =>
  addToManyCounters(actor, tx, new Map([[domainId, delta]]))

/** The same for many domains, in two statements. They are locked in one order, so that two imports cannot deadlock. */
export async function addToManyCounters(actor: Actor, tx: Tx, deltas: ReadonlyMap<string, Delta>): Promise<Refusal[]> {
  const wanted = [...deltas].map(([id, { mailboxes = 0, aliases = 0, groups = 0, quotaBytes = 0, unlimited = 0 }]) => ({
    id,
    mailboxes,
    aliases,
    groups,
    quotaBytes,
    unlimited,
  }))
  const changing = wanted.filter(({ id: _, ...delta }) => Object.values(delta).some((change) => change !== 0))
  if (changing.length === 0) return []
  if (changing.length > 1) {
    await tx.$queryRaw`select id::text as id from "Domain" where id = any(${changing.map((delta) => delta.id)}::uuid[]) order by id for update`
  }
  const rows = await tx.$queryRaw<Counted[]>`
    update "Domain" d set "mailboxCount" = d."mailboxCount" + c.mailboxes, "aliasCount" = d."aliasCount" + c.aliases,
      "groupCount" = d."groupCount" + c.groups, "quotaSumBytes" = d."quotaSumBytes" + c."quotaBytes"
    from jsonb_to_recordset(${JSON.stringify(changing)}::jsonb) as c(id uuid, mailboxes int, aliases int, groups int, "quotaBytes" bigint)
    where d.id = c.id
    returning d.id::text as id, d.name, d.kind::text as kind, d."mailboxCount", d."aliasCount" + d."groupCount" as "pointerCount", d."quotaSumBytes",
      d."mailboxesMax", d."aliasesMax", d."totalQuotaBytes"`
  const byId = new Map(rows.map((row) => [row.id, row]))
  const ofDomains = changing.flatMap((delta) => {
    const row = byId.get(delta.id)
    return row ? limitRefusals(row, delta) : [refusal('domain_unknown', 'address', { domain: delta.id })]
  })
  return [...ofDomains, ...(await handOutRefusals(actor, tx, changing))]
}

function limitRefusals(row: Counted, { mailboxes, aliases, groups, quotaBytes }: Required<Delta>): Refusal[] {
  // Decided under the row's lock: the kind may have changed since the command looked.
  const grows = mailboxes > 0 || aliases > 0 || groups > 0
  if (grows && row.kind !== 'hosted') return [refusal('domain_not_hosted', 'address', { domain: row.name })]
  return [
    ...over('mailboxes_limit', row.name, mailboxes > 0, row.mailboxCount, row.mailboxesMax),
    ...over('aliases_limit', row.name, aliases + groups > 0, row.pointerCount, row.aliasesMax),
    ...over('total_quota_limit', row.name, quotaBytes > 0, row.quotaSumBytes, row.totalQuotaBytes),
  ]
}

/** The same; over a limit is the end of the command. */
export async function countIn(actor: Actor, tx: Tx, domainId: string, delta: Delta): Promise<void> {
  const refusals = await addToCounters(actor, tx, domainId, delta)
  if (refusals.length > 0) throw new RefusedError(refusals)
}

function over(code: RefusalCode, domain: string, grew: boolean, count: number | bigint, limit: number | bigint | null): Refusal[] {
  if (!grew || limit === null || count <= limit) return []
  if (code === 'total_quota_limit') return [refusal(code, 'quotaBytes', { domain, limitBytes: Number(limit) })]
  return [refusal(code, null, { domain, limit: Number(limit) })]
}

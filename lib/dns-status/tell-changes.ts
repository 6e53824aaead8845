// One message a day with what changed, and one at once for what stops mail or lets it flow again; to owners and admins, in their own language. Nothing
// where no message can be sent: the pages show it all the same.
import { db, type Tx } from '#lib/db/client'
import type { DnsNotice } from '#lib/outbox/dns-notice'
import { queueForAdministrators } from '#lib/outbox/queue-for-administrators'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { type CheckId, checkResult } from './schema'
import { keyOf, type Subject } from './subject'

/** Without them no mail comes in. */
const stopsMail: readonly CheckId[] = ['mx']
/** A message is read by a person. */
const namedMax = 50
const historyDays = 365

export async function tellAtOnce(tx: Tx, subject: Subject, now: Date): Promise<void> {
  const urgent = { ...keyOf(subject), toldAt: null, check: { in: [...stopsMail] } }
  const rows = await tx.dnsChange.findMany({ where: urgent, orderBy: { id: 'asc' }, include })
  const told = rows.map(changeOf).filter(({ from, to }) => from === 'error' || to === 'error')
  if (told.length > 0 && (await queueFor(tx, { urgent: true, changes: told, more: 0 })))
    await tx.dnsChange.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { toldAt: now } })
}

/** The day's message; gives how many changes it has. Of two workers one sends it. */
export function tellDaily(now = new Date()): Promise<number> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('dns:daily', 0))`
    const rows = await tx.dnsChange.findMany({ where: { toldAt: null }, orderBy: { id: 'asc' }, include })
    if (rows.length === 0) return 0
    const changes = sumOf(rows.map(changeOf))
    if (changes.length > 0)
      await queueFor(tx, { urgent: false, changes: changes.slice(0, namedMax), more: Math.max(0, changes.length - namedMax) })
    await tx.dnsChange.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { toldAt: now } })
    return changes.length
  })
}

const include = { domain: { select: { name: true } }, host: { select: { name: true } } } as const
type Row = Awaited<ReturnType<typeof loaded>>[number]
const loaded = (tx: Tx) => tx.dnsChange.findMany({ include })
type Change = DnsNotice['changes'][number]

function changeOf({ domain, host, check, before, after }: Row): Change {
  const state = (kept: unknown) => checkResult.safeParse(kept).data?.state ?? 'unknown'
  return { kind: domain ? 'domain' : 'host', name: domain?.name ?? host?.name ?? '', check, from: state(before), to: state(after) }
}

/** From the first state of the day to the last; what came back to where it was is not told. */
function sumOf(changes: readonly Change[]): Change[] {
  const sums = new Map<string, Change>()
  for (const change of changes) {
    const key = `${change.kind} ${change.name} ${change.check}`
    sums.set(key, { ...change, from: sums.get(key)?.from ?? change.from })
  }
  return [...sums.values()].filter(({ from, to }) => from !== to)
}

/** Whether anybody is told. */
async function queueFor(tx: Tx, notice: DnsNotice): Promise<boolean> {
  const { mail } = (await readDnsSettings(tx)).values
  if (!mail) return false
  return (await queueForAdministrators(tx, { kind: 'dns', notice })) > 0
}

export async function forgetOldDnsChanges(): Promise<number> {
  return (await db().dnsChange.deleteMany({ where: { at: { lt: new Date(Date.now() - historyDays * 86_400_000) } } })).count
}

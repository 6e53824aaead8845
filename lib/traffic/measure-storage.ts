// How much mail lies in the mailboxes of each domain, once an hour. A host with so many that asking takes minutes is asked once a day, at night, so that
// counting is never its work. One that does not answer has no sample: the chart has a gap, and nothing is made up.
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import { domainName, hostedLocalPart } from '#lib/protocol/names'

const atOnce = 200
const deadlineMs = 60_000
/** A twentieth of an hour. */
const heavyMs = 180_000
const nightHour = 3
const hourMs = 3_600_000
/** Every hour for a month, then once a day for thirteen. */
const fineDays = 31
const days = 400

export async function queueStorageMeasuring(): Promise<void> {
  await db().$executeRaw`
    select graphile_worker.add_job('measure-storage', json_build_object('hostId', h.id::text), queue_name => 'storage:' || h.id::text,
      job_key => 'storage:' || h.id::text, max_attempts => 1) from "Host" h where h."configApplied" > 0`
}

type Sum = { bytes: bigint; messages: bigint; mailboxes: number }

/** Whether it was measured. */
export async function measureStorage(hostId: string, now = new Date()): Promise<boolean> {
  const door = await db().host.findUnique({ where: { id: hostId } })
  if (!door) return false
  const at = new Date(Math.floor(now.getTime() / hourMs) * hourMs)
  const last = await db().storageSample.findFirst({ where: { hostId, domain: '' }, orderBy: { at: 'desc' } })
  if (last && (last.at >= at || (last.tookMs > heavyMs && at.getUTCHours() !== nightHour))) return false
  const started = performance.now()
  try {
    const sums = await sumsOf(door)
    const tookMs = Math.round(performance.now() - started)
    const data = [...sums].map(([domain, sum]) => ({ hostId, domain, at, ...sum, tookMs: domain === '' ? tookMs : 0 }))
    await db().storageSample.createMany({ data, skipDuplicates: true })
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error
    log.info({ code: error.code, subject: error.subject }, 'the storage of a host was not measured')
    return false
  }
}

/** By domain; '' is the whole host. */
async function sumsOf(door: Parameters<typeof agentFor>[0]): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>([['', { bytes: 0n, messages: 0n, mailboxes: 0 }]])
  for (let after: string | null = null; ; ) {
    const rows: { id: string; localPart: string; domain: { name: string } }[] = await db().mailbox.findMany({
      where: { domain: { hostId: door.id }, ...(after !== null && { id: { gt: after } }) },
      select: { id: true, localPart: true, domain: { select: { name: true } } },
      orderBy: { id: 'asc' },
      take: atOnce,
    })
    const newest = rows.at(-1)
    if (!newest) return sums
    after = newest.id
    const mailboxes = rows.map(({ localPart, domain }) => ({
      domain: domainName.parse(domain.name),
      localPart: hostedLocalPart.parse(localPart),
    }))
    const { usage } = await agentFor(door).call('mailbox-usage', { mailboxes }, { deadlineMs })
    for (const { domain, bytes, messages } of usage)
      for (const name of ['', domain]) {
        const sum = sums.get(name) ?? { bytes: 0n, messages: 0n, mailboxes: 0 }
        sums.set(name, { bytes: sum.bytes + BigInt(bytes), messages: sum.messages + BigInt(messages), mailboxes: sum.mailboxes + 1 })
      }
  }
}

export async function forgetOldStorageSamples(): Promise<void> {
  await db().$executeRaw`
    delete from "StorageSample" s where s.at < now() - make_interval(days => ${days}::int)
      or (s.at < now() - make_interval(days => ${fineDays}::int) and exists (
        select 1 from "StorageSample" o where o."hostId" = s."hostId" and o.domain = s.domain and o.at > s.at
          and date_trunc('day', o.at, 'UTC') = date_trunc('day', s.at, 'UTC')))`
}

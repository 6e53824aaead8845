// A certificate that is shown and ends soon is mailed, once for each of the days of alarm, to owners and admins. One that its own renewal has in hand is no alarm before the
// last week: a person would learn to look away.
import 'server-only'
import { db } from '#lib/db/client'
import type { CertificateNotice } from '#lib/outbox/certificate-notice'
import { queueForAdministrators } from '#lib/outbox/queue-for-administrators'
import { findSender } from '#lib/outbox/sender'
import type { CertificateHost } from './host-of'
import { alarmOf } from './judge-served'
import { servedResult } from './schema'

const quietWhileRenewing = 7
const historyDays = 400

export async function tellEnding(host: CertificateHost, now = new Date()): Promise<number> {
  const [rows, duty] = await Promise.all([
    db().servedCertificate.findMany({ where: { hostId: host.id }, orderBy: { port: 'asc' } }),
    db().certificateDuty.findUnique({ where: { hostId: host.id } }),
  ])
  const ending = new Map<string, CertificateNotice & { days: number }>()
  for (const { port, name, result } of rows) {
    const { data } = servedResult.safeParse(result)
    if (!data?.fingerprint || data.notAfter === null) continue
    const notAfter = new Date(data.notAfter)
    const limit = alarmOf(notAfter, now)
    const isSoon = data.findings.some(({ code }) => code === 'ends_soon' || code === 'ended')
    if (limit === null || !isSoon || (duty?.renews && duty.renewCode === null && limit > quietWhileRenewing)) continue
    const known = ending.get(data.fingerprint)
    if (known) known.ports.push(port)
    else ending.set(data.fingerprint, { host: host.name, name, ends: data.notAfter, ports: [port], ended: notAfter <= now, days: limit })
  }
  let told = 0
  for (const [fingerprint, { days, ...notice }] of ending) if (await tellOnce(host.id, fingerprint, days, notice)) told++
  return told
}

/** Of two workers one sends it. Where no message can be sent the alarm is not used up. */
function tellOnce(hostId: string, fingerprint: string, days: number, notice: CertificateNotice): Promise<boolean> {
  return db().$transaction(async (tx) => {
    if (!(await findSender(tx))) return false
    const { count } = await tx.certificateAlarm.createMany({ data: [{ hostId, fingerprint, days }], skipDuplicates: true })
    if (count === 0) return false
    return (await queueForAdministrators(tx, { kind: 'certificate', notice })) > 0
  })
}

export async function forgetOldAlarms(now = new Date()): Promise<number> {
  return (await db().certificateAlarm.deleteMany({ where: { at: { lt: new Date(now.getTime() - historyDays * 86_400_000) } } })).count
}

// Everything that is due for the certificates of a host, in its order: a new one from the authority, those that wait, what the host has, what the world sees. One job
// of a host at a time does it, so nothing here meets itself.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { tellEnding } from './alarms'
import { certificateHostOf, queueDuty } from './host-of'
import { installCertificates } from './install-certificates'
import { lookAtHost } from './look-at-host'
import { renewCertificate } from './renew-certificate'
import { settleWaiting } from './settle-waiting'
import type { PublishRecords } from './show-proofs'

const lookMs = 6 * 3_600_000
/** A look that saw something else is repeated soon. */
const againMs = 15 * 60_000

export async function lookAfterCertificates(actor: Actor, hostId: string, publish: PublishRecords | null, now = new Date()): Promise<void> {
  // An order takes its time, and what it gives is valid from then on.
  const ahead = now.getTime() - Date.now()
  const clock = () => new Date(Date.now() + ahead)
  const row = await db().host.findUnique({ where: { id: hostId } })
  if (!row) return
  const host = certificateHostOf(row)
  await db().certificateDuty.upsert({ where: { hostId }, create: { hostId }, update: {} })
  const duty = () => db().certificateDuty.findUniqueOrThrow({ where: { hostId } })
  const { renews, renewAt } = await duty()
  if (renews && renewAt !== null && renewAt <= now) await renewCertificate(actor, host, publish, now)
  await settleWaiting(actor, host, clock())
  const { installAt } = await duty()
  const installed = installAt !== null && installAt <= clock() ? await installCertificates(actor, hostId, clock()) : true
  const { lookedAt } = await duty()
  if (lookedAt === null || now.getTime() - lookedAt.getTime() >= lookMs || !installed) {
    const { pending } = await lookAtHost(host, { now: clock() })
    if (pending) await db().certificateDuty.update({ where: { hostId }, data: { lookedAt: new Date(now.getTime() - lookMs + againMs) } })
  }
  await tellEnding(host, now)
  await destroyEnded(hostId, now)
}

/** What is over cannot be shown again: its key goes. */
async function destroyEnded(hostId: string, now: Date): Promise<void> {
  await db().certificate.updateMany({
    where: { hostId, notAfter: { lte: now }, privateSealed: { not: null } },
    data: { privateSealed: null, state: 'former', stateSince: now },
  })
}

/** A job for each host that has something due. Certificates that wait are looked at every ten minutes. */
export async function queueDueCertificates(): Promise<number> {
  const due = await db().$queryRaw<{ id: string }[]>`
    select h.id::text as id from "Host" h left join "CertificateDuty" d on d."hostId" = h.id
    where d."hostId" is null or (d.renews and d."renewAt" <= now()) or d."installAt" <= now()
      or d."lookedAt" is null or d."lookedAt" < now() - make_interval(secs => ${lookMs / 1000}::float8)
      or (extract(minute from now())::int % 10 = 0
        and exists (select 1 from "Certificate" c where c."hostId" = h.id and c.state = 'waiting' and c."notAfter" > now()))
    limit 200`
  for (const { id } of due) await queueDuty(db(), id)
  return due.length
}

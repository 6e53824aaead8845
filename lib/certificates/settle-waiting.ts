// Goes through the certificates of a host that wait: those whose time has come are shown.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { allotNames } from './allot-names'
import { entryOf, shortOf } from './entry'
import { type CertificateHost, lockDuty } from './host-of'
import { lookAtRecords } from './look-at-records'
import { judgeWaiting } from './next-certificate'
import { putInPlace } from './put-in-place'

export async function settleWaiting(actor: Actor, host: CertificateHost, now = new Date()): Promise<void> {
  const rows = await db().certificate.findMany({ where: { hostId: host.id, state: { in: ['waiting', 'current'] } } })
  const waiting = rows
    .filter(({ state, notAfter }) => state === 'waiting' && notAfter > now)
    .sort((a, b) => b.notBefore.getTime() - a.notBefore.getTime())
  const current = rows.filter(({ state }) => state === 'current')
  for (const one of waiting) {
    const [shown] = allotNames(current, host.hostName)
    const [wouldBe] = allotNames([...current, one], host.hostName)
    // Only the one that mail servers see is announced: for a name that programs ask for there is no TLSA record.
    const takesOver = wouldBe?.certificate.id === one.id
    const look = takesOver ? await lookAtRecords(host.hostName, one.chain) : 'none'
    const isSameKey = shown?.certificate.keyDigest === one.keyDigest
    const verdict = judgeWaiting(one, shown?.certificate.notAfter ?? null, isSameKey ? 'none' : look, now)
    if (!verdict.use) {
      await db().certificate.updateMany({ where: { id: one.id, state: 'waiting' }, data: { recordSeenAt: verdict.recordSeenAt } })
      continue
    }
    await recordChange(actor, 'host.write', async (tx) => {
      await lockDuty(tx, host.id)
      const row = await tx.certificate.findFirst({ where: { id: one.id, state: 'waiting' } })
      if (!row) return { value: null, entries: [], domains: [] }
      await putInPlace(tx, row, now)
      return { value: null, entries: [entryOf(host, 'use', shortOf(row))], domains: [] }
    })
    return settleWaiting(actor, host, now)
  }
}

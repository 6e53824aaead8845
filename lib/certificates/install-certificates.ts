// Brings the current certificates onto the host. A host that does not take them keeps what it had; it is tried again, later and later.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { entryOf } from './entry'
import { certificateHostOf } from './host-of'
import { wantedOnHost } from './wanted-on-host'
import { nextTry } from './when-to-renew'

/** false: it was not taken. */
export async function installCertificates(actor: Actor, hostId: string, now = new Date()): Promise<boolean> {
  const host = await db().host.findUniqueOrThrow({ where: { id: hostId } })
  const { installAt } = await db().certificateDuty.findUniqueOrThrow({ where: { hostId } })
  const { fingerprints, certificates } = await wantedOnHost(hostId, certificateHostOf(host).hostName)
  if (certificates.length === 0) {
    await db().certificateDuty.update({ where: { hostId }, data: { installAt: null } })
    return true
  }
  try {
    const { changed } = await agentFor(host).call('apply-certificates', { certificates, ifDigest: null })
    const done = { installed: fingerprints, installAttempts: 0, installCode: null, installDetail: null, lookedAt: null }
    await db().certificateDuty.update({ where: { hostId }, data: { ...done, installedAt: now } })
    // Asked for once more meanwhile: then it is still due.
    await db().certificateDuty.updateMany({ where: { hostId, installAt }, data: { installAt: null } })
    const entry = entryOf(host, 'install', { certificates: fingerprints.map((one) => one.slice(0, 16)) })
    if (changed) await recordChange(actor, 'host.write', async () => ({ value: null, entries: [entry], domains: [] }))
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { installAttempts } = await db().certificateDuty.findUniqueOrThrow({ where: { hostId } })
    const attempts = installAttempts + 1
    const soon = new Date(now.getTime() + Math.min(attempts, 12) * 5 * 60_000)
    await db().certificateDuty.update({
      where: { hostId },
      data: {
        installAttempts: attempts,
        installAt: attempts > 12 ? nextTry(attempts, null, now) : soon,
        installCode: error.code,
        installDetail: error.detail?.slice(0, 1000) ?? null,
      },
    })
    return false
  }
}

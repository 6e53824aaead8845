// How a host gets its certificates by itself: from which authority, for which names, by which proof.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { countRequest } from '#lib/auth/request-limit'
import { changedFields } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { seal } from '#lib/sealing'
import { requireValid } from '#lib/valid'
import { certificatesIn, namesCover } from '#lib/x509/read-certificate'
import { entryOf } from './entry'
import { externalOwner, lockDuty, queueDuty, requireHost } from './host-of'
import { getHostCertificates } from './queries'
import { type HostCertificatesView, type UpdateRenewalInput, updateRenewalInput } from './schema'
import { renewalDate } from './when-to-renew'

export function updateRenewal(actor: Actor, idOrName: string, input: UpdateRenewalInput): Promise<Outcome<HostCertificatesView>> {
  return asOutcome(async () => {
    const host = await requireHost(actor, 'host.write', idOrName)
    const { externalSecret, ...wanted } = requireValid(updateRenewalInput, input)
    const { revision } = await recordChange(actor, 'host.write', async (tx) => {
      await lockDuty(tx, host.id)
      const before = await tx.certificateDuty.findUniqueOrThrow({ where: { hostId: host.id } })
      const after = { ...before, ...wanted }
      requireSensible(after)
      const { renews, directory, contact, challenge, names, authorityCa, externalKeyId } = before
      const known = { renews, directory, contact, challenge, names, authorityCa, externalKeyId, externalSecret: null as string | null }
      const fields = changedFields(known, { ...wanted, ...(externalSecret !== undefined && { externalSecret: '(changed)' }) })
      if (!fields) return { value: null, entries: [], domains: [] }
      const isOtherAuthority = after.directory !== before.directory
      const sealed = externalSecret === undefined ? undefined : externalSecret && seal(externalSecret, externalOwner(host.id))
      await tx.certificateDuty.update({
        where: { hostId: host.id },
        data: {
          ...wanted,
          ...(sealed !== undefined && { externalSealed: sealed }),
          // An account is one of an authority.
          ...(isOtherAuthority && { accountSealed: null, accountUrl: null }),
          renewAt: after.renews ? await whenDue(tx, before, after) : null,
          ...{ renewAttempts: 0, renewCode: null, renewDetail: null, version: { increment: 1 } },
        },
      })
      await queueDuty(tx, host.id)
      return { value: null, entries: [{ ...entryOf(host, 'renewal', {}), ...fields }], domains: [] }
    })
    return { value: await getHostCertificates(actor, host.id), revision }
  })
}

type Asked = { hostId: string; directory: string; names: readonly string[]; renewCode: string | null }

/** What the authority gave already need not be asked for again. */
async function whenDue(tx: Tx, before: Asked, after: Asked): Promise<Date> {
  const where = { hostId: after.hostId, source: 'acme', state: { in: ['current', 'waiting'] } }
  const present = await tx.certificate.findFirst({ where, orderBy: { notBefore: 'desc' } })
  const isEnough = present !== null && after.names.every((name) => namesCover(present.names, name))
  return isEnough && after.directory === before.directory && before.renewCode === null ? renewalDate(present, null, 0) : new Date()
}

type Settings = { renews: boolean; directory: string; challenge: string; names: readonly string[]; authorityCa: string | null }

function requireSensible({ renews, directory, challenge, names, authorityCa }: Settings): void {
  if (authorityCa !== null && !certificatesIn(authorityCa)?.length) deny('cert_none', 'authorityCa')
  if (!renews) return
  if (directory === '') deny('required', 'directory')
  if (names.length === 0) deny('required', 'names')
  if (challenge === 'http' && names.some((name) => name.startsWith('*.'))) deny('acme_star', 'names')
}

const ordersPerHour = 5

/** Now, and not when two thirds of its life are over. */
export function renewNow(actor: Actor, idOrName: string): Promise<Outcome<HostCertificatesView>> {
  return asOutcome(async () => {
    const host = await requireHost(actor, 'host.write', idOrName)
    // Authorities count too, by the week.
    if (!(await countRequest([{ key: `renew:${host.id}`, max: ordersPerHour, minutes: 60 }])))
      throw new AppError('rate_limited', { subject: host.name })
    const { revision } = await recordChange(actor, 'host.write', async (tx) => {
      await lockDuty(tx, host.id)
      const { renews } = await tx.certificateDuty.findUniqueOrThrow({ where: { hostId: host.id } })
      if (!renews) deny('acme_off')
      await tx.certificateDuty.update({ where: { hostId: host.id }, data: { renewAt: new Date() } })
      await queueDuty(tx, host.id)
      return { value: null, entries: [entryOf(host, 'renew', {})], domains: [] }
    })
    return { value: await getHostCertificates(actor, host.id), revision }
  })
}

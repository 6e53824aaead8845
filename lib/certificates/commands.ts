// What a person does with the certificates of a host.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { isUuid } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { entryOf, shortOf } from './entry'
import { type CertificateHost, lockDuty, queueDuty, requireHost } from './host-of'
import { keepCertificate } from './keep-certificate'
import { askToInstall, putInPlace } from './put-in-place'
import { getHostCertificates } from './queries'
import { readUpload } from './read-upload'
import { type HostCertificatesView, type UploadCertificateInput, uploadCertificateInput } from './schema'
import { settleWaiting } from './settle-waiting'
import type { CertificateRow } from './view'

type Result = Promise<Outcome<HostCertificatesView>>

/** It is shown at once, unless TLSA records must announce it first. */
export function uploadCertificate(actor: Actor, idOrName: string, input: UploadCertificateInput): Result {
  return change(actor, idOrName, async (host) => {
    const read = readUpload(requireValid(uploadCertificateInput, input))
    const saved = await recordChange(actor, 'host.write', async (tx) => {
      await lockDuty(tx, host.id)
      const row = await keepCertificate(tx, host.id, 'given', read)
      return { value: null, entries: [entryOf(host, 'add', { ...shortOf(row), issuer: row.issuer })], domains: [] }
    })
    await settleWaiting(actor, host)
    return saved.revision
  })
}

/** Shows one that waits without waiting, or a former one again. */
export function activateCertificate(actor: Actor, idOrName: string, id: string): Result {
  return change(actor, idOrName, (host) =>
    onCertificate(actor, host, id, async (tx, row) => {
      if (row.notAfter <= new Date()) deny('cert_ended', null, { date: row.notAfter.toISOString().slice(0, 10) })
      const { privateSealed } = await tx.certificate.findUniqueOrThrow({ where: { id: row.id }, select: { privateSealed: true } })
      if (privateSealed === null) deny('cert_without_key')
      if (row.state === 'current') return []
      await putInPlace(tx, row, new Date())
      return [entryOf(host, 'use', shortOf(row))]
    }),
  )
}

/** One that waits or is over, or one of names that nobody needs. The last one that the host has stays. */
export function removeCertificate(actor: Actor, idOrName: string, id: string): Result {
  return change(actor, idOrName, (host) =>
    onCertificate(actor, host, id, async (tx, row) => {
      if (row.state === 'current') {
        const others = await tx.certificate.count({
          where: { hostId: host.id, state: 'current', id: { not: row.id }, notAfter: { gt: new Date() } },
        })
        if (others === 0) deny('cert_last')
        await askToInstall(tx, host.id, new Date())
      }
      await tx.certificate.delete({ where: { id: row.id } })
      return [entryOf(host, 'remove', shortOf(row))]
    }),
  )
}

async function onCertificate(
  actor: Actor,
  host: CertificateHost,
  id: string,
  act: (tx: Tx, row: CertificateRow) => Promise<ReturnType<typeof entryOf>[]>,
): Promise<string | null> {
  const saved = await recordChange(actor, 'host.write', async (tx) => {
    await lockDuty(tx, host.id)
    const row = isUuid(id) ? await tx.certificate.findFirst({ where: { id, hostId: host.id } }) : null
    if (!row) throw new AppError('not_found', { subject: id.slice(0, 80) })
    const entries = await act(tx, row)
    await queueDuty(tx, host.id)
    return { value: null, entries, domains: [] }
  })
  return saved.revision
}

/** Installs what is current once more: the host has something else, or did not take it. */
export function installAgain(actor: Actor, idOrName: string): Result {
  return change(actor, idOrName, async (host) => {
    const saved = await recordChange(actor, 'host.write', async (tx) => {
      await lockDuty(tx, host.id)
      await askToInstall(tx, host.id, new Date())
      return { value: null, entries: [entryOf(host, 'install', { again: true })], domains: [] }
    })
    return saved.revision
  })
}

function change(actor: Actor, idOrName: string, act: (host: CertificateHost) => Promise<string | null>): Result {
  return asOutcome(async () => {
    const host = await requireHost(actor, 'host.write', idOrName)
    const revision = await act(host)
    await queueDuty(db(), host.id)
    return { value: await getHostCertificates(actor, host.id), revision }
  })
}

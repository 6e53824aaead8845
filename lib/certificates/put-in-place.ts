// A certificate is shown from now on; those whose names it all carries are former ones. What the host has follows (install-certificates).
import 'server-only'
import type { Tx } from '#lib/db/client'
import { replaces } from './allot-names'
import type { CertificateRow } from './view'

export async function putInPlace(tx: Tx, certificate: CertificateRow, now: Date): Promise<void> {
  const current = await tx.certificate.findMany({ where: { hostId: certificate.hostId, state: 'current', id: { not: certificate.id } } })
  const replaced = current.filter((one) => replaces(certificate, one)).map(({ id }) => id)
  await tx.certificate.updateMany({ where: { id: { in: replaced } }, data: { state: 'former', stateSince: now } })
  await tx.certificate.update({ where: { id: certificate.id }, data: { state: 'current', stateSince: now } })
  await askToInstall(tx, certificate.hostId, now)
}

export async function askToInstall(tx: Tx, hostId: string, now: Date): Promise<void> {
  await tx.certificateDuty.update({
    where: { hostId },
    data: { installAt: now, installAttempts: 0, installCode: null, installDetail: null },
  })
}

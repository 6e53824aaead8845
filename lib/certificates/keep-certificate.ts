// A certificate comes into the panel: it waits until it may be shown (next-certificate).
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/db/client'
import { deny } from '#lib/refusals'
import { seal } from '#lib/sealing'
import { certificateKeyOwner } from './host-of'
import type { ReadUpload } from './read-upload'
import type { CertificateRow } from './view'

/** More than the names of a host can need. */
const certificatesMax = 100

export async function keepCertificate(tx: Tx, hostId: string, source: 'given' | 'acme', read: ReadUpload): Promise<CertificateRow> {
  const { facts, chain, chainEnd, privateKey } = read
  if (await tx.certificate.findFirst({ where: { hostId, fingerprint: facts.fingerprint } })) deny('cert_known', 'certificate')
  const kept = await tx.certificate.count({ where: { hostId, state: { not: 'former' } } })
  if (kept >= certificatesMax) deny('cert_too_many', null, { maximum: certificatesMax })
  const id = randomUUID()
  const { names, issuer, keyKind, keyBits, fingerprint, keyDigest, notBefore, notAfter } = facts
  return tx.certificate.create({
    data: {
      ...{ id, hostId, source, names, issuer, keyKind, keyBits, chainEnd, fingerprint, keyDigest, chain, notBefore, notAfter },
      privateSealed: seal(privateKey, certificateKeyOwner(id)),
    },
  })
}

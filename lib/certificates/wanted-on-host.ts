// What the host shall show: its current certificates with their keys, each with the names that it is shown for. The only place where keys are opened.
import 'server-only'
import { db } from '#lib/db/client'
import type { HostCertificate } from '#lib/protocol/certificates'
import { unseal } from '#lib/sealing'
import { allotNames } from './allot-names'
import { certificateKeyOwner } from './host-of'

export type Wanted = { fingerprints: string[]; certificates: HostCertificate[] }

/** `more`: shown as if they were current already, for a plan. Those that ended are left out: no host takes them. */
export async function wantedOnHost(hostId: string, hostName: string, more: readonly string[] = [], now = new Date()): Promise<Wanted> {
  const rows = await db().certificate.findMany({
    where: { hostId, notAfter: { gt: now }, privateSealed: { not: null }, OR: [{ state: 'current' }, { id: { in: [...more] } }] },
    omit: { privateSealed: false },
  })
  const allotted = allotNames(rows, hostName)
  return {
    fingerprints: allotted.map(({ certificate }) => certificate.fingerprint),
    certificates: allotted.map(({ certificate: { id, chain, privateSealed }, names }) => ({
      chain,
      privateKey: unseal(privateSealed ?? '', certificateKeyOwner(id)),
      names,
    })),
  }
}

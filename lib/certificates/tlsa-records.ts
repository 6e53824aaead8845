// TLSA records of the hosts whose names lie in a domain: of the certificate that is shown, and of the one that comes next (RFC 7671 8.1).
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { requireInScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { isSameOrBelow } from '#lib/dns/name'
import { namesCover } from '#lib/x509/read-certificate'
import { allotNames } from './allot-names'
import { certificateHostOf } from './host-of'
import { tlsaName, tlsaValue } from './look-at-records'

export type HostTlsa = { hostId: string; name: string; value: string }

/** Of the certificates that the panel keeps: it knows when their keys change. */
export async function tlsaRecords(actor: Actor, domain: { id: string; name: string }): Promise<HostTlsa[]> {
  requirePermission(actor, 'domain.read')
  requireInScope(actor, domain, domain.id)
  const rows = await db().host.findMany({ include: { certificates: { where: { state: { not: 'former' } } } } })
  return rows.flatMap((row) => {
    const { id, hostName } = certificateHostOf(row)
    if (!isSameOrBelow(hostName, domain.name)) return []
    const shown = allotNames(
      row.certificates.filter(({ state }) => state === 'current'),
      hostName,
    )[0]?.certificate
    const coming = row.certificates.filter(({ state, names }) => state === 'waiting' && namesCover(names, hostName))
    return [...(shown ? [shown] : []), ...coming].map(({ keyDigest }) => ({
      hostId: id,
      name: tlsaName(hostName),
      value: tlsaValue(keyDigest),
    }))
  })
}

import type { Prisma } from '#lib/db/generated/client'
import { namesCover } from '#lib/x509/read-certificate'
import { allotNames } from './allot-names'
import { tlsaName, tlsaValue } from './look-at-records'
import { type CertificateState, type CertificateView, type RenewalView, type ServedState, type ServedView, servedResult } from './schema'

export type CertificateRow = Prisma.CertificateGetPayload<{ omit: { privateSealed: true } }>
export type DutyRow = Prisma.CertificateDutyGetPayload<{ omit: { accountSealed: true; externalSealed: true } }>
type ServedRow = Prisma.ServedCertificateGetPayload<Record<never, never>>

export function certificateViews(
  rows: readonly (CertificateRow & { hasKey: boolean })[],
  hostName: string,
  installed: readonly string[],
): CertificateView[] {
  const current = rows.filter(({ state }) => state === 'current')
  const allotted = allotNames(current, hostName)
  return rows.map((row) => {
    const { id, source, names, issuer, keyKind, keyBits, chainEnd, fingerprint, hasKey } = row
    return {
      ...{ id, names, issuer, keyKind, keyBits, fingerprint, hasKey },
      source: source === 'acme' ? 'acme' : 'given',
      state: row.state as CertificateState,
      since: row.stateSince.toISOString(),
      chainEnd: chainEnd as CertificateView['chainEnd'],
      notBefore: row.notBefore.toISOString(),
      notAfter: row.notAfter.toISOString(),
      isDefault: allotted[0]?.certificate.id === id,
      servedNames: allotted.find(({ certificate }) => certificate.id === id)?.names ?? [],
      coversHost: namesCover(names, hostName),
      installed: installed.includes(fingerprint),
      tlsa: { name: tlsaName(hostName), type: 'TLSA', value: tlsaValue(row.keyDigest) },
      recordSeenAt: row.recordSeenAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    }
  })
}

const unknown = { fingerprint: null, issuer: '', names: [], notAfter: null, protocols: [], findings: [] }

/** A row of an older shape reads as nothing known. */
export function servedViewOf(row: ServedRow): ServedView {
  const { chain: _, ...result } = servedResult.safeParse(row.result).data ?? { ...unknown, chain: [] }
  return {
    ...result,
    port: row.port,
    name: row.name,
    state: row.state as ServedState,
    since: row.since.toISOString(),
    checkedAt: row.checkedAt.toISOString(),
  }
}

export function renewalViewOf(duty: DutyRow | null, secrets: { account: boolean; external: boolean }): RenewalView {
  return {
    renews: duty?.renews ?? false,
    directory: duty?.directory ?? '',
    contact: duty?.contact ?? null,
    challenge: duty?.challenge === 'dns' ? 'dns' : 'http',
    names: duty?.names ?? [],
    authorityCa: duty?.authorityCa ?? null,
    externalKeyId: duty?.externalKeyId ?? null,
    hasExternalSecret: secrets.external,
    hasAccount: secrets.account,
    renewAt: duty?.renewAt?.toISOString() ?? null,
    renewedAt: duty?.renewedAt?.toISOString() ?? null,
    attempts: duty?.renewAttempts ?? 0,
    code: duty?.renewCode ?? null,
    detail: duty?.renewDetail ?? null,
  }
}

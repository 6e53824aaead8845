// The next DMARC record of a domain, in stages: watch, set aside, refuse (RFC 9989 7.4). What somebody wrote beside the policy stays.
import { type DmarcRecord, type Policy, parseDmarc, policies } from '#lib/dns/dmarc/parse-dmarc'
import { writeDmarc } from '#lib/dns/dmarc/write-dmarc'
import { parseReportAddress } from '#lib/dns/report-address'

export type DmarcWish = { policy: Policy /** Addresses of mail, without `mailto:`. */; reports: readonly string[] }

/** What the present record says of it; a domain without one begins by watching. */
export function dmarcWishIn(domain: string, text: string | null): DmarcWish {
  const record = text === null ? null : parseDmarc(text).value
  if (!record) return { policy: 'none', reports: [`postmaster@${domain}`] }
  return { policy: record.p, reports: record.rua.flatMap((one) => (one.scheme === 'mailto' ? [one.address] : [])) }
}

export function draftDmarc({ policy, reports }: DmarcWish, text: string | null): string {
  const before = text === null ? null : parseDmarc(text).value
  const rua = reports.flatMap((address) => parseReportAddress(`mailto:${address}`) ?? [])
  const kept: DmarcRecord = before ?? { ...empty, written: ['v', 'p'] }
  // Tags of the old standard are not written again; a milder policy for subdomains would leave open what is being closed.
  const written = new Set([
    'v',
    'p',
    ...kept.written.filter((name) => name !== 'rua' && !(name === 'sp' && isMilder(kept.sp, policy))),
    ...(rua.length > 0 ? ['rua'] : []),
  ])
  return writeDmarc({ ...kept, p: policy, rua, written: [...written] })
}

const empty: DmarcRecord = {
  p: 'none',
  sp: null,
  np: null,
  adkim: 'r',
  aspf: 'r',
  psd: 'u',
  t: false,
  fo: ['0'],
  rua: [],
  ruf: [],
  written: [],
}

const isMilder = (sub: Policy | null, policy: Policy): boolean => sub !== null && policies.indexOf(sub) < policies.indexOf(policy)

/** null: there is none beyond it. */
export const stageAfter = (policy: Policy): Exclude<Policy, 'none'> | null => stages[policy]
const stages = { none: 'quarantine', quarantine: 'reject', reject: null } as const

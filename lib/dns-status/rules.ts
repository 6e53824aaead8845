// What a check can find beside what the readers of lib/dns find in one record: how records fit each other and the host.
import { findingsBy } from '#lib/dns/finding'

export const statusRules = {
  resolvers_differ: 'RFC 2181 5.2',
  mx_none: 'RFC 5321 5.1',
  mx_elsewhere: 'RFC 5321 5.1',
  mx_also_elsewhere: 'RFC 5321 5.1',
  mx_no_address: 'RFC 5321 5.1',
  mx_alias: 'RFC 2181 10.3',
  mx_not_a_name: 'RFC 5321 5.1',
  mx_null: 'RFC 7505 3',
  mx_null_beside_others: 'RFC 7505 3',
  mx_not_null: 'RFC 7505 3',
  spf_none: 'RFC 7208 3',
  spf_host_refused: 'RFC 7208 2.6',
  spf_host_unsure: 'RFC 7208 2.6',
  spf_relay_refused: 'RFC 7208 2.6',
  spf_near_limit: 'RFC 7208 4.6.4',
  dmarc_none: 'RFC 9989 4.10',
  dmarc_several: 'RFC 9989 4.10.1',
  dmarc_reports_refused: 'RFC 9990 4',
  tlsrpt_several: 'RFC 8460 3',
  bimi_several: 'draft-brand-indicators-for-message-identification 4.2',
  srv_elsewhere: 'RFC 6186 3',
  program_name_elsewhere: 'RFC 6186 3',
  host_no_address: 'RFC 5321 2.3.5',
  host_other_address: 'RFC 5321 2.3.5',
  ptr_none: 'RFC 1912 2.1',
  ptr_unconfirmed: 'RFC 1912 2.1',
  helo_not_a_name: 'RFC 5321 4.1.1.1',
  helo_unknown: 'RFC 5321 4.1.1.1',
  helo_other_than_ptr: 'RFC 5321 4.1.1.1',
  dane_unsigned: 'RFC 7672 2.2',
  dane_unusable: 'RFC 7672 2.2',
  dane_other_certificate: 'RFC 7672 3.1',
  dane_next_missing: 'RFC 7671 8.1',
  listed: 'RFC 5782 2.1',
} as const
export type StatusCode = keyof typeof statusRules

export const finding = findingsBy(statusRules)

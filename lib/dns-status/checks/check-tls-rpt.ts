// Where reports about failed encryption to this domain go (RFC 8460). Nobody needs it for mail to flow.
import { findRecord } from '#lib/dns/find-record'
import { isTlsRpt, parseTlsRpt } from '#lib/dns/parse-tls-rpt'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkTlsRpt(resolver: DnsResolver, { name }: DomainFacts): Promise<CheckResult> {
  const owner = `_smtp._tls.${name}`
  const wanted = `v=TLSRPTv1; rua=mailto:postmaster@${name}`
  const instead = { expected: [wanted], records: [{ name: owner, type: 'TXT', value: wanted }] }
  const record = await findRecord(resolver, owner, isTlsRpt)
  if (record.state === 'failed') return unanswered()
  if (record.state === 'none') return tell(instead)
  if (record.state === 'several') return tell({ found: record.texts, errors: [finding('tlsrpt_several')], ...instead })
  const { errors, warnings } = parseTlsRpt(record.text)
  return tell({ found: [record.text], errors, warnings, ...(errors.length > 0 && instead) })
}

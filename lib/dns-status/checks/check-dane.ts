// Whether senders that know DANE insist on the host's certificate (RFC 7672), and can. Whether the record stands for the certificate that the host shows is
// seen on the wire, not here.
import { daneVerdict } from '#lib/dns/dane/dane-verdict'
import { parseTlsa, writeTlsa } from '#lib/dns/dane/parse-tlsa'
import type { DnsResolver, Tlsa } from '#lib/dns/resolver'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkDane(resolver: DnsResolver, { name, validating }: HostFacts): Promise<CheckResult> {
  const verdict = await daneVerdict(resolver, name)
  switch (verdict.state) {
    case 'failed':
      return unanswered()
    case 'none':
      return tell({})
    case 'unsigned': {
      const found = linesOf(verdict.records)
      // A resolver that proves nothing says nothing about proofs.
      return validating
        ? tell({ found, warnings: [finding('dane_unsigned', { name }), ...oddities(verdict.records)] })
        : unanswered({ found })
    }
    case 'unusable':
      return tell({ found: linesOf(verdict.unusable), errors: [finding('dane_unusable', { name })], warnings: oddities(verdict.unusable) })
    case 'protected': {
      const records = [...verdict.usable, ...verdict.unusable]
      return tell({ found: linesOf(records), warnings: oddities(records) })
    }
  }
}

const linesOf = (records: readonly Tlsa[]): string[] => records.map(writeTlsa).sort()
const oddities = (records: readonly Tlsa[]) =>
  records.flatMap((record) => {
    const { errors, warnings } = parseTlsa(record)
    return [...errors, ...warnings]
  })

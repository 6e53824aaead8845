// Whether lists of unwanted names have the domain (RFC 5782 3): receivers ask them about senders, and about links in messages.
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'
import { askNameList, isProvedNameList, lineOf } from './lists'

export async function checkNames(resolver: DnsResolver, { name, host }: DomainFacts): Promise<CheckResult> {
  const said = await Promise.all(
    host.nameLists.map(async (list) => {
      const [one, proof] = await Promise.all([askNameList(resolver, list, name), isProvedNameList(resolver, list)])
      return proof === 'proved' ? one : { ...one, codes: null }
    }),
  )
  const found = said.map(lineOf).sort()
  const errors = said.flatMap(({ list, subject, codes }) => (codes?.length ? [finding('name_listed', { list, name: subject })] : []))
  if (errors.length > 0) return tell({ found, errors })
  return said.some(({ codes }) => codes === null) ? unanswered({ found }) : tell({ found })
}

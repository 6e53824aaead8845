// DNSSEC and TLSA records (checkdmarc). That program validates signatures itself; the product asks a resolver that does, so a mocked answer is told
// in that resolver's words: proved or not, or SERVFAIL where a signature is wrong. Its caches and its objects are nobody else's matter.
import { daneVerdict, dnssecOf } from '#lib/dns/dane/dane-verdict'
import { zoneResolver } from '#lib/dns/zone-resolver'
import { judgeAsserts } from '../checkdmarc'
import { type Case, type Corpus, unscored } from '../corpus'

const tlsa = { usage: 3, selector: 1, matchingType: 1, data: '0'.repeat(64) }

export const daneDnssec: Corpus = {
  name: 'dane-dnssec',
  async judge(given: Case) {
    const [{ fn = '', args = [], kwargs = {} } = {}] = given.calls ?? []
    const mocks = JSON.stringify(given.mocks ?? [])
    const cached = JSON.stringify(kwargs).includes('"cache"')
    if (fn.endsWith('test_dnssec') && mocks.includes('get_dnskey') && !cached) return dnssec(given, args[0], mocks)
    if (fn.endsWith('test_dnssec') && mocks.includes('ValidationFailure')) return dnssec(given, args[0], mocks)
    if (fn.endsWith('get_tlsa_records') && mocks.includes('side_effect')) return records(given, args[0], 'servfail')
    if (fn.endsWith('get_tlsa_records') && mocks.includes('rrset')) return records(given, args[0], [tlsa])
    if (fn.endsWith('get_tlsa_records') && mocks.includes('"get_dnskey"')) return records(given, args[0], [tlsa])
    if (fn.endsWith('get_tlsa_records') && mocks.includes('_response()')) return records(given, args[0], [])
    return unscored('the insides of another program, or the Internet')
  },
}

async function dnssec({ asserts = [] }: Case, name: string, mocks: string) {
  const answers = mocks.includes('ValidationFailure') ? 'servfail' : []
  const { state } = await dnssecOf(
    zoneResolver(() => answers),
    name,
  )
  return judgeAsserts(asserts, state === 'secure')
}

async function records({ asserts = [] }: Case, host: string, answer: unknown[] | 'servfail') {
  const verdict = await daneVerdict(
    zoneResolver((_, type) => (type === 'TLSA' ? answer : ['192.0.2.1'])),
    host,
  )
  return judgeAsserts(asserts, verdict.state === 'protected' ? verdict.usable : [])
}

// Whether lists of senders of unwanted mail name one of the host's addresses, or its name (RFC 5782). A list that fails its own test is not believed, and the
// host is where that is told: the settings are for all.
import type { DnsResolver } from '#lib/dns/resolver'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'
import { askAddressList, askNameList, isProvedAddressList, isProvedNameList, lineOf, type Proof, type Said } from './lists'
import { outgoingAddresses } from './outgoing-addresses'

type Asked = { list: string; proof: Proof; said: Said[] }

export async function checkBlocklists(resolver: DnsResolver, host: HostFacts): Promise<CheckResult> {
  const { blocklists, nameLists, name } = host
  if (blocklists.length + nameLists.length === 0) return tell({})
  const addresses = await outgoingAddresses(resolver, host)
  if (addresses === null) return unanswered()
  const ask = async (list: string, proof: Promise<Proof>, said: Promise<Said>[]): Promise<Asked> => ({
    list,
    proof: await proof,
    said: await Promise.all(said),
  })
  const asked = await Promise.all([
    ...blocklists.map((list) =>
      ask(
        list,
        isProvedAddressList(resolver, list),
        addresses.map((address) => askAddressList(resolver, list, address)),
      ),
    ),
    ...nameLists.map((list) => ask(list, isProvedNameList(resolver, list), [askNameList(resolver, list, name)])),
  ])
  return judge(asked)
}

function judge(asked: readonly Asked[]): CheckResult {
  const believed = asked.filter(({ proof }) => proof === 'proved').flatMap(({ said }) => said)
  const doubted = asked.filter(({ proof }) => proof !== 'proved').flatMap(({ said }) => said.map((one) => ({ ...one, codes: null })))
  const found = [...believed, ...doubted].map(lineOf).sort()
  const errors = believed.flatMap(({ list, subject, codes }) => (codes?.length ? [finding('listed', { list, address: subject })] : []))
  const warnings = asked.filter(({ proof }) => proof === 'broken').map(({ list }) => finding('list_broken', { list }))
  if (errors.length + warnings.length > 0) return tell({ found, errors, warnings })
  return [...believed, ...doubted].some(({ codes }) => codes === null) ? unanswered({ found }) : tell({ found })
}

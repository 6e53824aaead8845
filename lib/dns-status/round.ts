// One round of checks of a domain or a host: all of them side by side over the same resolver, so that they see the same world. A check whose answers
// differed between servers, or were withheld as forged, says so. A further check of a domain, such as of a selector, is a name in `domainChecks` and a line of `ofDomain`.
import type { AgreeingResolver, Disagreement, Withheld } from '#lib/dns/agreeing-resolver'
import { canonicalName } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'
import { checkAddress } from './checks/check-address'
import { checkBimi } from './checks/check-bimi'
import { checkBlocklists } from './checks/check-blocklists'
import { checkCaa } from './checks/check-caa'
import { checkDane } from './checks/check-dane'
import { checkDangling } from './checks/check-dangling'
import { checkDkim } from './checks/check-dkim'
import { checkDmarc } from './checks/check-dmarc'
import { checkHelo } from './checks/check-helo'
import { checkLookAlikes } from './checks/check-look-alikes'
import { checkMtaSts } from './checks/check-mta-sts'
import { checkMx } from './checks/check-mx'
import { checkNames } from './checks/check-names'
import { checkPrograms } from './checks/check-programs'
import { checkReverse } from './checks/check-reverse'
import { checkSpf } from './checks/check-spf'
import { checkTlsRpt } from './checks/check-tls-rpt'
import type { DomainFacts, HostFacts } from './facts'
import type { Fetches } from './fetches'
import { finding } from './rules'
import type { CheckId, CheckResult, DomainCheckId, HostCheckId } from './schema'

export type Checked<Id extends CheckId = CheckId> = { check: Id; result: CheckResult }
type Check = (resolver: DnsResolver) => Promise<CheckResult>
type DomainChecks = Partial<Record<DomainCheckId, Check>>

export const checkDomain = (resolver: AgreeingResolver, fetches: Fetches, facts: DomainFacts): Promise<Checked[]> =>
  all(resolver, ofDomain(fetches, facts))

/** What a domain is for decides what is asked of it. */
function ofDomain(fetches: Fetches, facts: DomainFacts): DomainChecks {
  const mx: Check = (resolver) => checkMx(resolver, facts)
  if (facts.kind === 'relay') return { mx }
  const sending: DomainChecks = {
    mx,
    spf: (resolver) => checkSpf(resolver, facts),
    dmarc: (resolver) => checkDmarc(resolver, facts),
    dangling: (resolver) => checkDangling(resolver, facts),
    ...(facts.host.nameLists.length > 0 && { names: (resolver: DnsResolver) => checkNames(resolver, facts) }),
    ...(facts.lookAlikes && { look_alikes: (resolver: DnsResolver) => checkLookAlikes(resolver, facts) }),
  }
  if (!facts.hasMail) return sending
  return {
    ...sending,
    dkim: (resolver) => checkDkim(resolver, facts),
    mta_sts: (resolver) => checkMtaSts(resolver, fetches.policy, facts),
    tls_rpt: (resolver) => checkTlsRpt(resolver, facts),
    caa: (resolver) => checkCaa(resolver, facts),
    bimi: (resolver) => checkBimi(resolver, fetches.picture, facts),
    programs: (resolver) => checkPrograms(resolver, facts),
  }
}

export function checkHostName(resolver: AgreeingResolver, facts: HostFacts): Promise<Checked[]> {
  const checks: Record<HostCheckId, Check> = {
    address: (one) => checkAddress(one, facts),
    reverse: (one) => checkReverse(one, facts),
    helo: (one) => checkHelo(one, facts),
    dane: (one) => checkDane(one, facts),
    blocklists: (one) => checkBlocklists(one, facts),
  }
  return all(resolver, checks)
}

function all(resolver: AgreeingResolver, checks: Partial<Record<CheckId, Check>>): Promise<Checked[]> {
  return Promise.all(Object.entries(checks).map(([check, run]) => one(resolver, check as CheckId, run)))
}

async function one(resolver: AgreeingResolver, check: CheckId, run: Check): Promise<Checked> {
  const names: string[] = []
  const types: string[] = []
  const watched: DnsResolver = {
    lookup(name, type) {
      names.push(name)
      types.push(type)
      return resolver.lookup(name, type)
    },
  }
  const result = await run(watched)
  const { disagreements, withheld } = resolver
  if (disagreements.length + withheld.length === 0) return { check, result }
  const wasAsked = ({ name, type }: Disagreement | Withheld) =>
    names.some((asked, index) => types[index] === type && canonicalName(asked) === name)
  const heard = withDisagreement(result, disagreements.filter(wasAsked))
  return { check, result: isOfOthers(check) ? heard : withWithheld(heard, withheld.filter(wasAsked)) }
}

/** They ask about names of strangers, whose signatures are not ours to mend. */
const ofOthers: readonly string[] = ['dangling', 'names', 'look_alikes', 'blocklists'] satisfies CheckId[]
const isOfOthers = (check: string): boolean => ofOthers.includes(check)

function withWithheld(result: CheckResult, [first]: readonly Withheld[]): CheckResult {
  if (!first) return result
  const values = { name: first.name, type: first.type, servers: first.servers.join(', ') }
  return { ...result, state: 'error', errors: [finding('dnssec_bogus', values), ...result.errors] }
}

function withDisagreement(result: CheckResult, [first]: readonly Disagreement[]): CheckResult {
  if (!first || result.state === 'unknown') return result
  const [agreed = [], ...others] = first.servers
  const values = { name: first.name, type: first.type, agreed: agreed.join(', '), others: others.flat().join(', ') }
  return {
    ...result,
    state: result.state === 'ok' ? 'warning' : result.state,
    warnings: [...result.warnings, finding('resolvers_differ', values)],
  }
}

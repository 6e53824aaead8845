// Names that look like the domain's and take mail. Whoever has them may mean no harm: they are shown, and nothing is said against them.
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkLookAlikes(resolver: DnsResolver, { lookAlikes }: DomainFacts): Promise<CheckResult> {
  const answers = await Promise.all((lookAlikes ?? []).map(async (name) => ({ name, answer: await resolver.lookup(name, 'MX') })))
  const found = answers.flatMap(({ name, answer }) => {
    const [first] = answer.state === 'found' ? answer.records.filter(({ exchange }) => exchange !== '' && exchange !== '.') : []
    return first ? [`${name} MX ${first.exchange}.`] : []
  })
  const nobodyAnswers = answers.length > 0 && answers.every(({ answer }) => answer.state === 'failed')
  return nobodyAnswers ? unanswered() : tell({ found })
}

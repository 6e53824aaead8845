// What the domain asks receivers to do with mail in its name that is not its own (RFC 9989), and whether those who are to get its reports agreed.
import { authorisationOf } from '#lib/dns/dmarc/external-reports'
import { findPolicy } from '#lib/dns/dmarc/find-policy'
import { type DmarcRecord, isDmarc, parseDmarc } from '#lib/dns/dmarc/parse-dmarc'
import { findRecord } from '#lib/dns/find-record'
import { parkedDmarc } from '#lib/dns/parked'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

/** More addresses are never all served by receivers. */
const addressesMax = 8

export async function checkDmarc(resolver: DnsResolver, { name, hasMail }: DomainFacts): Promise<CheckResult> {
  const owner = `_dmarc.${name}`
  const wanted = hasMail ? `v=DMARC1; p=none; rua=mailto:postmaster@${name}` : 'v=DMARC1; p=reject'
  const instead = { expected: [wanted], records: [{ name: owner, type: 'TXT', value: wanted }] }
  const own = await findRecord(resolver, owner, (text) => isDmarc(text.trim()))
  if (own.state === 'failed') return unanswered({ expected: [wanted] })
  if (own.state === 'several') return tell({ found: own.texts, errors: [finding('dmarc_several')], ...instead })
  if (own.state === 'none') {
    const policy = await findPolicy(resolver, name)
    if (policy.state === 'failed') return unanswered({ expected: [wanted] })
    if (policy.state === 'none') return tell({ warnings: [finding('dmarc_none')], ...instead })
    return judge(resolver, policy.source, { hasMail, inherited: true })
  }
  return judge(resolver, { domain: name, text: own.text }, { hasMail, inherited: false })
}

/** `domain`: whose record it is, the name itself or one above. */
async function judge(
  resolver: DnsResolver,
  { domain, text }: { domain: string; text: string },
  { hasMail, inherited }: { hasMail: boolean; inherited: boolean },
): Promise<CheckResult> {
  const { value, errors, warnings } = parseDmarc(text)
  // Where no mail is, nobody waits for reports either.
  const odd = hasMail ? warnings : warnings.filter(({ code }) => code !== 'dmarc_no_reports')
  const found = [inherited ? `_dmarc.${domain} ${text}` : text]
  if (!value) return tell({ found, errors, warnings: odd })
  const refused = await refusedReports(resolver, domain, value)
  if (refused === null) return { ...tell({ found, errors, warnings: odd }), ...(errors.length === 0 && { state: 'unknown' as const }) }
  const policy = hasMail ? [] : parkedDmarc(value)
  return tell({
    found,
    errors,
    warnings: [...odd, ...policy, ...refused.map(({ warning }) => warning)],
    records: refused.map(({ record }) => record),
  })
}

/** The record that the other side has to publish. null: could not be asked. */
async function refusedReports(resolver: DnsResolver, domain: string, { rua, ruf }: DmarcRecord) {
  const addresses = [...rua, ...ruf].slice(0, addressesMax)
  const answers = await Promise.all(addresses.map((address) => authorisationOf(resolver, domain, address)))
  if (answers.some(({ state }) => state === 'failed')) return null
  return answers.flatMap((answer, index) =>
    answer.state === 'refused'
      ? [
          {
            warning: finding('dmarc_reports_refused', { uri: addresses[index]?.uri ?? '', name: answer.name }),
            record: { name: answer.name, type: 'TXT', value: 'v=DMARC1' },
          },
        ]
      : [],
  )
}

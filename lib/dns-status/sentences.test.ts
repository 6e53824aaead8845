import { expect, it } from 'vitest'
import { svgRules } from '#lib/dns/bimi/check-svg'
import { bimiRules } from '#lib/dns/bimi/parse-bimi'
import { tlsaRules } from '#lib/dns/dane/parse-tlsa'
import { dmarcRules } from '#lib/dns/dmarc/parse-dmarc'
import { mtaStsVerdictRules } from '#lib/dns/mta-sts-verdict'
import { parkedRules } from '#lib/dns/parked'
import { caaRules } from '#lib/dns/parse-caa'
import { mtaStsRules } from '#lib/dns/parse-mta-sts'
import { tlsRptRules } from '#lib/dns/parse-tls-rpt'
import { inspectRules } from '#lib/dns/spf/inspect-spf'
import { spfRules } from '#lib/dns/spf/parse-spf'
import { catalogues } from '#lib/i18n/catalogues'
import { dnsText } from '#lib/outbox/message-text'
import { statusRules } from './rules'
import { checkIds, checkStates } from './schema'

it('every finding that a check can have has its sentence, and no sentence is left over', () => {
  const codes = [
    ...[statusRules, spfRules, inspectRules, dmarcRules, mtaStsRules, mtaStsVerdictRules],
    ...[tlsRptRules, caaRules, bimiRules, tlsaRules, parkedRules, svgRules],
  ].flatMap((rules) => Object.keys(rules))
  expect(Object.keys(catalogues.en.dns.finding).toSorted()).toEqual([...new Set(codes)].toSorted())
})

it('every check has its name and reason, and every state its word', () => {
  expect(Object.keys(catalogues.en.dns.check).toSorted()).toEqual([...checkIds].toSorted())
  for (const kind of ['why', 'breaks', 'mend'] as const)
    expect(Object.keys(catalogues.en.dns[kind]).toSorted()).toEqual([...checkIds].toSorted())
  expect(Object.keys(catalogues.en.dns.state).toSorted()).toEqual([...checkStates].toSorted())
})

it('the message names each change and leads to its page', () => {
  const changes = [
    { kind: 'domain' as const, name: 'xn--mller-kva.example', check: 'mx', from: 'ok', to: 'error' },
    { kind: 'host' as const, name: 'mail1', check: 'reverse', from: 'unknown', to: 'ok' },
  ]
  const { subject, blocks } = dnsText('en', { urgent: true, changes, more: 0 }, 'https://panel.test')
  expect(subject).toBe('Mail for müller.example does not arrive here')
  expect(blocks.slice(1)).toEqual([
    { label: 'müller.example, Incoming mail (MX): in order, now wrong', link: 'https://panel.test/domains/xn--mller-kva.example/dns' },
    { label: 'mail1, Name of the address (PTR): could not ask, now in order', link: 'https://panel.test/hosts/mail1/dns' },
  ])
  expect(dnsText('es', { urgent: false, changes, more: 3 }, 'https://panel.test')).toMatchObject({
    subject: '5 cambios en el DNS',
    blocks: [{}, {}, {}, { text: 'Y 3 más; están todos en el panel.' }],
  })
})

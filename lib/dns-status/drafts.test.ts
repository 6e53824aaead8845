import { describe, expect, it } from 'vitest'
import { parseDmarc } from '#lib/dns/dmarc/parse-dmarc'
import { parseSpf } from '#lib/dns/spf/parse-spf'
import { dmarcWishIn, draftDmarc, stageAfter } from './draft-dmarc'
import { draftSpf, spfWishIn } from './draft-spf'

const host = 'mail.acme.test'

describe('an SPF record', () => {
  it('has the host, then what else may send, then what becomes of others', () => {
    const wish = { includes: ['_spf.news.test'], networks: ['192.0.2.0/24', '2001:db8::1'], others: 'softfail' } as const
    const text = draftSpf(wish, host, null)
    expect(text).toBe('v=spf1 a:mail.acme.test ip4:192.0.2.0/24 ip6:2001:db8::1 include:_spf.news.test ~all')
    expect(parseSpf(text)).toMatchObject({ errors: [], warnings: [] })
    expect(spfWishIn(text)).toEqual(wish)
    expect(draftSpf(spfWishIn(text), host, text)).toBe(
      'v=spf1 a:mail.acme.test ip4:192.0.2.0/24 ip6:2001:db8::1 include:_spf.news.test ~all',
    )
  })

  it('has the address of a host that has told no name', () => {
    expect(draftSpf(spfWishIn(null), '192.0.2.1', null)).toBe('v=spf1 ip4:192.0.2.1 -all')
    expect(draftSpf(spfWishIn(null), '2001:db8::1', null)).toBe('v=spf1 ip6:2001:db8::1 -all')
  })

  it('keeps what nobody asked about, and nothing of what was taken out', () => {
    const before =
      'v=spf1 mx -ip4:192.0.2.7 exists:%{i}.list.test include:_spf.old.test a:mail.acme.test exp=why.acme.test -all a:late.test'
    expect(draftSpf({ ...spfWishIn(before), includes: [] }, host, before)).toBe(
      'v=spf1 mx -ip4:192.0.2.7 exists:%{i}.list.test a:mail.acme.test -all exp=why.acme.test',
    )
  })

  it('includes what the record before pointed to as a whole', () => {
    const before = 'v=spf1 redirect=_spf.provider.test'
    expect(draftSpf(spfWishIn(before), host, before)).toBe('v=spf1 a:mail.acme.test include:_spf.provider.test ~all')
  })
})

describe('a DMARC record', () => {
  it('begins by watching, with reports to the postmaster', () => {
    const wish = dmarcWishIn('acme.test', null)
    expect(draftDmarc(wish, null)).toBe('v=DMARC1; p=none; rua=mailto:postmaster@acme.test')
    expect([stageAfter('none'), stageAfter('quarantine'), stageAfter('reject')]).toEqual(['quarantine', 'reject', null])
  })

  it('keeps what is beside the policy, but no subdomains that are left open', () => {
    const before = 'v=DMARC1; p=none; sp=none; pct=50; adkim=s; rua=mailto:a@acme.test,mailto:b@acme.test; fo=1; ruf=mailto:f@acme.test'
    const text = draftDmarc({ ...dmarcWishIn('acme.test', before), policy: 'reject' }, before)
    expect(text).toBe('v=DMARC1; p=reject; adkim=s; rua=mailto:a@acme.test,mailto:b@acme.test; ruf=mailto:f@acme.test; fo=1')
    expect(parseDmarc(text)).toMatchObject({ errors: [], warnings: [] })
    expect(draftDmarc({ policy: 'quarantine', reports: [] }, 'v=DMARC1; p=reject; sp=reject; rua=mailto:a@acme.test')).toBe(
      'v=DMARC1; p=quarantine; sp=reject',
    )
  })
})

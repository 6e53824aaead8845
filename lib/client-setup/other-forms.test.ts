import { describe, expect, it } from 'vitest'
import { servicesAt, switchedOn } from '#lib/dns/mail-ports'
import { dnsRecords, zoneText } from '#lib/dns/mail-records'
import { autodiscoverQuestion, autodiscoverXml, outlookAnswers } from './autodiscover'
import type { Setup } from './find-setup'
import { mobileconfig } from './mobileconfig'

const setup = (more: Partial<Setup> = {}): Setup => ({
  domain: 'acme.test',
  unicodeName: 'acme.test',
  server: 'mail1.example.test',
  services: servicesAt(undefined),
  publicUrl: 'https://panel.example.test',
  ...more,
})

describe('Autodiscover', () => {
  const ask = (address: string, schema = outlookAnswers) =>
    `<?xml version="1.0"?><Autodiscover><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>${schema}</AcceptableResponseSchema></Request></Autodiscover>`

  it('finds the address in the question', () => {
    expect(autodiscoverQuestion(ask(' anna@acme.test '))).toEqual({ address: 'anna@acme.test', outlook: true })
    expect(autodiscoverQuestion(ask('a&amp;b@acme.test')).address).toBe('a&b@acme.test')
    expect(autodiscoverQuestion('<a:EMailAddress>x@acme.test</a:EMailAddress>').address).toBe('x@acme.test')
  })

  it('knows who wants ActiveSync', () => {
    const mobile = 'http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006'
    expect(autodiscoverQuestion(ask('anna@acme.test', mobile)).outlook).toBe(false)
  })

  it('reads no entity and no document type', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${ask('&e;@acme.test')}`
    expect(autodiscoverQuestion(bomb).address).toBe('&e;@acme.test')
    expect(autodiscoverQuestion('<EMailAddress>'.repeat(2000)).address).toBe('')
  })

  it('answers with IMAP, POP3 and SMTP, the address as the login', () => {
    const xml = autodiscoverXml(setup(), `anna"<&'@acme.test`)
    const of = (name: string) => [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text)
    expect(of('Type')).toEqual(['IMAP', 'POP3', 'SMTP'])
    expect(of('Port')).toEqual(['993', '995', '465'])
    expect(of('SSL')).toEqual(['on', 'on', 'on'])
    expect(new Set(of('LoginName'))).toEqual(new Set(['anna&quot;&lt;&amp;&apos;@acme.test']))
  })
})

describe('a profile for Apple’s devices', () => {
  const profile = (address: string, more: Partial<Setup> = {}) => mobileconfig(setup(more), address, 'Anna <Álvarez>') ?? ''
  const value = (plist: string, key: string) => new RegExp(`<key>${key}</key>\\s*<\\w+>([^<]*)<`).exec(plist)?.[1]
  const uuids = (plist: string) => [...plist.matchAll(/<key>PayloadUUID<\/key>\s*<string>([^<]*)</g)].map(([, uuid]) => uuid)

  it('names server, ports and user, and holds no password', () => {
    const plist = profile('anna@acme.test')
    expect(value(plist, 'IncomingMailServerHostName')).toBe('mail1.example.test')
    expect(value(plist, 'IncomingMailServerPortNumber')).toBe('993')
    expect(value(plist, 'OutgoingMailServerPortNumber')).toBe('465')
    expect(value(plist, 'IncomingMailServerUsername')).toBe('anna@acme.test')
    expect(value(plist, 'EmailAccountName')).toBe('Anna &lt;Álvarez&gt;')
    expect(plist).not.toMatch(/<key>(?:Incoming|Outgoing)Password<\/key>/)
  })

  it('has the same UUIDs for the same address, and others for another', () => {
    const first = uuids(profile('anna@acme.test'))
    expect(first).toEqual(uuids(profile('anna@acme.test')))
    for (const uuid of first) expect(uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
    expect(new Set([...first, ...uuids(profile('ben@acme.test'))]).size).toBe(4)
  })

  it('takes POP3 where IMAP is off, and is none where nothing can be sent', () => {
    const on = { imap: true, pop3: true, submission: true, sieve: true }
    const services = (off: object) => ({ services: switchedOn(servicesAt(undefined), { ...on, ...off }) })
    expect(value(profile('anna@acme.test', services({ imap: false })), 'EmailAccountType')).toBe('EmailTypePOP')
    expect(profile('anna@acme.test', services({ submission: false }))).toBe('')
  })
})

describe('records to publish', () => {
  const of = (more: Partial<Setup> = {}) => dnsRecords(setup(more)).map(({ type, name, value }) => `${name} ${type} ${value}`)

  it('are MX, SRV of what is open, and the names of the panel', () => {
    expect(of()).toEqual([
      'acme.test MX 10 mail1.example.test.',
      '_imaps._tcp.acme.test SRV 0 1 993 mail1.example.test.',
      '_pop3s._tcp.acme.test SRV 10 1 995 mail1.example.test.',
      '_submissions._tcp.acme.test SRV 0 1 465 mail1.example.test.',
      '_submission._tcp.acme.test SRV 0 1 587 mail1.example.test.',
      '_sieve._tcp.acme.test SRV 0 1 4190 mail1.example.test.',
      'autoconfig.acme.test CNAME panel.example.test.',
      'autodiscover.acme.test CNAME panel.example.test.',
      '_autodiscover._tcp.acme.test SRV 0 0 443 panel.example.test.',
    ])
  })

  it.each(['http://panel.example.test', 'https://192.0.2.1', 'https://[2001:db8::1]:8443'])('%s can answer no program', (publicUrl) => {
    expect(of({ publicUrl }).filter((record) => record.includes('auto'))).toEqual([])
  })

  it('name IMAP with STARTTLS where nothing better is open', () => {
    expect(of({ services: servicesAt([143]), publicUrl: 'http://x.test' })).toEqual([
      'acme.test MX 10 mail1.example.test.',
      '_imap._tcp.acme.test SRV 0 1 143 mail1.example.test.',
    ])
  })

  it('stand in a zone file under their domain', () => {
    const zone = zoneText('acme.test', dnsRecords(setup()))
    expect(zone).toMatch(
      /^\$ORIGIN acme\.test\.\n@ +3600 {2}IN {2}MX {5}10 mail1\.example\.test\.\n_imaps\._tcp +3600 {2}IN {2}SRV {4}0 1 993/,
    )
  })
})

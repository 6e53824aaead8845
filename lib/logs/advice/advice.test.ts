import { describe, expect, it } from 'vitest'
import { catalogues } from '#lib/i18n/catalogues'
import { locales } from '#lib/i18n/locales'
import { parsePostfix } from '../postfix/parse-postfix'
import { type AdviceCode, adviceCodes, adviseOn, adviseOnDecision, adviseOnDelivery, whoActs } from './advice'
import { rules } from './rules'
import { statuses, statusKey } from './statuses'

describe.each(locales)('in %s', (locale) => {
  const { advice } = catalogues[locale]

  it('every piece of advice has a meaning and says what to do', () => {
    expect(Object.keys(advice.code).sort()).toEqual([...adviceCodes].sort())
    expect(Object.values(advice.code).filter(({ meaning, action }) => !meaning.endsWith('.') || !action.endsWith('.'))).toEqual([])
  })

  it('every status and everybody who may act has a sentence', () => {
    const keys = statuses.map((status) =>
      statusKey({ class: 5, subject: Number(status.split('.')[0]), detail: Number(status.split('.')[1]) }),
    )
    expect(Object.keys(advice.status).sort()).toEqual(keys.sort())
    expect(Object.keys(advice.who).sort()).toEqual([...whoActs].sort())
  })
})

it('every code has a rule, and every rule’s words are small letters', () => {
  expect([...new Set(rules.map(({ code }) => code))].sort()).toEqual([...adviceCodes].sort())
  const words = rules.flatMap(({ words: all }) => (all ?? []).flat())
  expect(words.filter((word) => word !== word.toLowerCase())).toEqual([])
})

const delivery = (reason: string, relay = 'mx.example.com[192.0.2.7]:25', dsn = '5.0.0') => {
  const status = dsn.startsWith('4') ? 'deferred' : 'bounced'
  const event = parsePostfix({
    text: `ABCDEF01: to=<b@example.com>, relay=${relay}, delay=1, delays=0/0/1/0, dsn=${dsn}, status=${status} (${reason})`,
    part: 'smtp',
    service: null,
  })
  if (event?.kind !== 'delivery') throw new Error('no delivery')
  return adviseOnDelivery(event)
}
const said = (words: string): string => `host mx.example.com[192.0.2.7] said: ${words} (in reply to RCPT TO command)`

it.each<[AdviceCode, string]>([
  [
    'unknown-recipient',
    said(
      "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking the recipient's email address - gsmtp",
    ),
  ],
  [
    'unauthenticated',
    said(
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
    ),
  ],
  [
    'dmarc-failed',
    said("550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's 550-5.7.26 DMARC policy.").replace(
      'Unauthenticated email',
      'Mail',
    ),
  ],
  [
    'low-reputation',
    said('421-4.7.0 Our system has detected that this message is suspicious due to the very low reputation of the sending IP address'),
  ],
  [
    'ip-blocklisted',
    said('550 5.7.1 Unfortunately, messages from [192.0.2.1] were not sent. Part of their network is on our block list (S3140).'),
  ],
  ['ip-blocklisted', said('554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org')],
  ['low-reputation', said('421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints')],
  ['mailbox-full', said('452 4.2.2 The email account that you tried to reach is over quota')],
  ['mailbox-full', said('552 5.2.2 <b@example.com> Quota exceeded (mailbox for user is full)')],
  ['recipient-rate-limited', said('450 4.2.1 The user you are trying to contact is receiving mail too quickly')],
  ['greylisted', said('450 4.2.0 <b@example.com>: Recipient address rejected: Greylisted, see http://example.com/')],
  ['no-reverse-name', said('450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]')],
  ['spam-content', said('554 5.7.1 This message looks like spam')],
  ['virus-found', said('554 5.7.1 clamav: virus found: Eicar-Test-Signature')],
  ['message-too-large', said('552 5.3.4 Message size exceeds fixed limit')],
  ['unknown-recipient', said('550 5.1.1 <spam-virus-quota-exceeded@dmarc.example>: Recipient address rejected: User unknown')],
  ['connection-refused', 'connect to spam.example[192.0.2.7]:25: Connection refused'],
  ['connection-timeout', 'connect to mx.example.com[192.0.2.7]:25: Connection timed out'],
  ['network-unreachable', 'connect to mx.example.com[2001:db8::7]:25: Network is unreachable'],
  ['host-not-found', 'Host or domain name not found. Name service error for name=nosuch.example type=AAAA: Host not found'],
  ['connection-lost', 'lost connection with mx.example.com[192.0.2.7] while receiving the initial server greeting'],
  ['mail-loop', 'mail for example.com loops back to myself'],
  ['certificate-not-trusted', 'Server certificate not trusted'],
  ['tls-failed', 'TLS is required, but was not offered by host mx.example.com[192.0.2.7]'],
  ['unicode-not-supported', 'SMTPUTF8 is required, but was not offered by host mx.example.com[192.0.2.7]'],
  ['no-mail-server', 'Domain example.com does not accept mail (nullMX)'],
])('%s is what is meant by: %s', (code, reason) => {
  expect(delivery(reason)?.code).toBe(code)
})

it('words that nobody knows leave the code that came with them, explained', () => {
  expect(adviseOn({ text: '550 5.7.12 xyzzy', enhanced: { class: 5, subject: 7, detail: 12 }, code: 550, relayName: null })).toMatchObject({
    code: null,
    status: 's7_12',
    temporary: false,
  })
  expect(adviseOn({ text: '450 4.2.99 xyzzy', enhanced: { class: 4, subject: 2, detail: 99 }, code: 450, relayName: null })).toMatchObject({
    status: 's2_0',
    temporary: true,
  })
  expect(adviseOn({ text: 'xyzzy', enhanced: null, code: null, relayName: null })).toEqual({
    code: null,
    who: null,
    temporary: null,
    status: null,
    provider: null,
  })
})

it('an enhanced code without words is advice enough where it is plain', () => {
  expect(adviseOn({ text: '552 5.2.2 xyzzy', enhanced: { class: 5, subject: 2, detail: 2 }, code: 552, relayName: null }).code).toBe(
    'mailbox-full',
  )
})

it('the receiver’s own page is named', () => {
  expect(delivery(said('550 5.7.1 no'), 'gmail-smtp-in.l.google.com[192.0.2.7]:25')?.provider?.name).toBe('Google')
  expect(delivery(said('550 5.7.1 no'), 'example-com.mail.protection.outlook.com[192.0.2.7]:25')?.provider?.name).toBe('Microsoft')
  expect(delivery(said('550 5.7.1 no'), 'notgoogle.com[192.0.2.7]:25')?.provider).toBeNull()
})

const milter = (words: string) => {
  const text = `ABCDEF01: milter-reject: END-OF-MESSAGE from x[192.0.2.7]: ${words}; from=<a@b> to=<c@d> proto=ESMTP helo=<x>`
  const event = parsePostfix({ text, part: 'cleanup', service: null })
  if (event?.kind !== 'decision') throw new Error('no decision')
  return event
}

it('our own refusals have advice too', () => {
  const refused = (words: string, service: string | null = null) => {
    const text = `NOQUEUE: reject: RCPT from x[192.0.2.7]: ${words}; from=<a@b> to=<c@d> proto=ESMTP helo=<x>`
    const event = parsePostfix({ text, part: 'smtpd', service })
    return event?.kind === 'decision' ? adviseOnDecision(event) : null
  }
  expect(refused('454 4.7.1 <c@d>: Relay access denied')).toMatchObject({ code: 'relay-denied', temporary: true })
  expect(refused('553 5.7.1 <a@b>: Sender address rejected: not owned by user c@d')).toMatchObject({
    code: 'sender-not-owned',
    who: 'sender',
  })
  expect(refused('451 4.3.0 <c@d>: Temporary lookup failure')).toMatchObject({ code: 'lookup-failed', who: 'administrator' })
  expect(refused('504 5.5.2 <x>: Helo command rejected: need fully-qualified hostname')).toMatchObject({ code: 'helo-refused' })
  expect(adviseOnDecision(milter('4.7.1 Try again later'))).toMatchObject({ code: 'greylisted', who: 'nobody', temporary: true })
  expect(refused('554 5.7.1 <team@c>: Recipient address rejected: Access denied')).toMatchObject({ code: 'members-only', who: 'sender' })
  const closed = '554 5.7.1 <x[192.0.2.7]>: Client host rejected: Access denied'
  expect(refused(closed)).toMatchObject({ code: 'policy-refused' })
  expect(refused(closed, 'submission')).toMatchObject({ code: 'sign-in-required', who: 'sender' })
  expect(refused('450 4.1.8 <a@b>: Sender address rejected: Domain not found')).toMatchObject({ code: 'sender-domain-unknown' })
  const nullMx = 'Domain b does not accept mail (nullMX)'
  expect(refused(`550 5.7.27 <a@b>: Sender address rejected: ${nullMx}`)).toMatchObject({ code: 'sender-takes-no-mail', who: 'sender' })
})

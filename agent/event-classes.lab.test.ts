// Each kind of thing that happens to mail, caused on a real host and told by the panel's own modules: what became of it, and why.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Told } from '#lib/messages/testing'
import { machine } from '../e2e/lab/machine-under-test'
import { publish } from '../e2e/lab/publish'
import { applyStates, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, local, to } from './testing/given-domain'
import { type EventCase, itTells, toldByMachine } from './testing/it-tells'
import { canLogIn, hasArrived, send } from './testing/mail-client'

const run = randomBytes(3).toString('hex')
const name = `events-${run}.${machine}.test`
const at = (localPart: string) => `${localPart}@${name}`
const outside = 'bob@other.test'
const nullMx = `nullmx-${run}.${machine}.test`
const login = { login: at('alice'), password: 'alice-password', from: at('alice') }
const panel = toldByMachine()

const onHost = (argv: string[], stdin = '') => lab.exec(machine, argv, { stdin, deadlineMs: 30_000 })
/** As the queue manager does by itself after days. */
const expire = async (told: Told | null) => {
  await postsuper(told, '-f')
  await onHost(['/usr/sbin/postqueue', '-i', told?.story.queueId ?? ''])
}
const postsuper = async (told: Told | null, option: string) => onHost(['/usr/sbin/postsuper', option, told?.story.queueId ?? ''])
/** Of a message that was tried once and waits. */
async function waiting(mark: string): Promise<Told | null> {
  await send(machine, { ...login, to: `${mark}@[192.0.2.250]` })
  await expect.poll(async () => (await panel.tell(mark))?.state, { timeout: 20_000 }).toBe('deferred')
  return panel.tell(mark)
}
/** Curl tells the size first, as programs do (RFC 1870). */
const sendFile = (from: string, recipient: string, size: string) =>
  lab.exec('mail2', [
    '/bin/sh',
    '-c',
    'truncate -s "$1" /tmp/large && curl -s -T /tmp/large --mail-from "$2" --mail-rcpt "$3" "smtp://$4"; rm -f /tmp/large',
    'sh',
    size,
    from,
    recipient,
    lab.address(machine),
  ])

const cases: EventCase[] = [
  [
    'signed in on 587 over STARTTLS, and delivered',
    'alice+in587',
    () => send(machine, { ...login, to: at('alice+in587') }),
    'delivered',
    null,
    ({ story, recipients, moments }) => {
      expect(story.entry).toMatchObject({ sasl: { user: at('alice') }, tls: { protocol: 'TLSv1.3' } })
      expect(recipients).toMatchObject([{ folder: 'INBOX' }])
      expect(moments.map(({ what }) => what.kind)).toEqual(expect.arrayContaining(['arrived', 'attempt', 'filed', 'removed']))
    },
  ],
  ['signed in on 465', 'alice+in465', () => send(machine, { ...login, to: at('alice+in465'), port: 465 }), 'delivered', null],
  [
    'written on the host with sendmail',
    'alice+local',
    () => onHost(['/usr/sbin/sendmail', '-f', at('alice'), at('alice+local')], 'Subject: x\n\nx\n'),
    'delivered',
    null,
    ({ story }) => expect(story.entry?.how).toBe('local'),
  ],
  [
    'sent on to another server, over TLS that was proved',
    at('to-outside'),
    () => send(machine, { ...login, from: at('to-outside'), to: 'carol@other.test' }),
    'handed-over',
    null,
  ],
  [
    'to an alias, expanded',
    at('info'),
    () => send(machine, { from: outside, to: at('info') }),
    'delivered',
    null,
    ({ recipients }) => expect(recipients).toMatchObject([{ address: at('alice'), original: at('info') }]),
  ],
  [
    'sent under an address that the login does not own',
    'not-mine@other.test',
    () => send(machine, { ...login, from: at('bob'), to: 'not-mine@other.test' }),
    'refused',
    'sender-not-owned',
  ],
  [
    'given on 587 without a login',
    'alice+nologin',
    () => send(machine, { from: outside, to: at('alice+nologin'), port: 587 }),
    'refused',
    'sign-in-required',
  ],
  [
    'to be relayed for a stranger',
    'relay-me@relayed-elsewhere.test',
    () => send(machine, { from: outside, to: 'relay-me@relayed-elsewhere.test' }),
    'refused',
    'relay-denied',
  ],
  ['to nobody here', at('nobody'), () => send(machine, { from: outside, to: at('nobody') }), 'refused', 'unknown-recipient'],
  ['to a disabled mailbox', at('off'), () => send(machine, { from: outside, to: at('off') }), 'refused', 'recipient-disabled'],
  ['to a group of members alone', at('team'), () => send(machine, { from: outside, to: at('team') }), 'refused', 'members-only'],
  [
    'to a mailbox that is full',
    'is-full@other.test',
    async () => {
      const filling = await send(machine, { from: outside, to: at('full'), body: `${'x'.repeat(70)}\n`.repeat(282) })
      await hasArrived(machine, at('full'), filling.token)
      await send(machine, { from: 'is-full@other.test', to: at('full') })
    },
    'refused',
    'mailbox-full',
  ],
  ['larger than is taken', 'large@other.test', () => sendFile('large@other.test', at('alice'), '20M'), 'refused', 'message-too-large'],
  [
    'for where nobody answers',
    'refuses@',
    () => send(machine, { ...login, to: `refuses@[${lab.address('dns')}]` }),
    'deferred',
    'connection-refused',
  ],
  [
    'for where no way leads',
    'unreachable@',
    () => send(machine, { ...login, to: 'unreachable@[192.0.2.250]' }),
    'deferred',
    'network-unreachable',
  ],
  [
    'for a domain that is not there',
    'x@nosuchdomain.test',
    () => send(machine, { ...login, to: 'x@nosuchdomain.test' }),
    'bounced',
    'host-not-found',
  ],
  ['for a domain that takes none', `x@${nullMx}`, () => send(machine, { ...login, to: `x@${nullMx}` }), 'bounced', 'no-mail-server'],
  [
    'for nobody elsewhere, with its notice',
    `nobody-${run}@other.test`,
    () => send(machine, { ...login, to: `nobody-${run}@other.test` }),
    'bounced',
    'unknown-recipient',
    ({ story }) => expect(story.after).toMatchObject([{ why: 'bounce' }]),
  ],
  [
    'that went round too often',
    'loops@elsewhere.test',
    () =>
      send(machine, {
        from: outside,
        to: at('alice'),
        headers: [
          'Message-ID: <loops@elsewhere.test>',
          ...Array.from({ length: 60 }, (_, hop) => `Received: by hop${hop}.test; Thu, 1 Jan 2026 00:00:00 +0000`),
        ],
      }),
    'refused',
    'mail-loop',
  ],
  ['held by an administrator', 'held@', async () => postsuper(await waiting('held'), '-h'), 'held', 'network-unreachable'],
  ['deleted by an administrator', 'deleted@', async () => postsuper(await waiting('deleted'), '-d'), 'deleted', 'network-unreachable'],
  ['that waited too long', 'expired@', async () => expire(await waiting('expired')), 'expired', 'network-unreachable'],
]

describe('mail', () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await publish(`${machine}.test`, [`${nullMx}. 60 MX 0 .`], { fresh: true })
    const state = givenDomain(name, {
      mailboxes: [
        givenMailbox('alice', 'alice-password'),
        givenMailbox('bob', 'bob-password'),
        givenMailbox('full', 'full-password', { quotaBytes: 20_000 }),
        givenMailbox('off', 'off-password', { enabled: false }),
      ],
      aliases: [{ localPart: local('info'), destinations: [to(at('alice'))] }],
      groups: [{ localPart: local('team'), members: [to(at('alice'))], whoMayPost: { kind: 'members' } }],
      sendAs: [{ sender: to(at('to-outside')), logins: [to(at('alice'))] }],
    })
    await applyStates(machine, state)
    await panel.begin()
  }, 120_000)
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await onHost(['/usr/sbin/postsuper', '-d', 'ALL'])
    await onHost(['/bin/rm', '-rf', `/var/vmail/${name}`])
  })

  itTells(panel, cases)

  it('sign-ins are told, by whom and over what, and those that failed', async () => {
    expect(await canLogIn(machine, 'imap', at('alice'), 'alice-password')).toBe(true)
    expect(await canLogIn(machine, 'pop3', at('alice'), 'alice-password')).toBe(true)
    expect(await canLogIn(machine, 'imap', at('bob'), 'wrong')).toBe(false)
    expect(await canLogIn(machine, 'submission', at('bob'), 'wrong')).toBe(false)
    const found = (kind: 'sign-in' | 'sign-in-failed', service: RegExp, user: string) =>
      expect
        .poll(() => panel.find((event) => event.kind === kind && service.test(event.service) && event.user === user), { timeout: 15_000 })
        .not.toBeNull()
    await found('sign-in', /imap/, at('alice'))
    await found('sign-in', /pop3/, at('alice'))
    await found('sign-in-failed', /imap/, at('bob'))
    await found('sign-in-failed', /smtp|submission/, at('bob'))
  })
})

// What a strict host refuses at its door: programs that introduce themselves wrongly, senders whose domain is not there or takes no answer, clients without a
// name, on a block list, or too busy. Postern asks for none of this; many administrators do, so each is switched on here, and the story says which it was.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Told } from '#lib/messages/testing'
import { machine } from '../e2e/lab/machine-under-test'
import { publish } from '../e2e/lab/publish'
import { applyStates, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { adviceOf, type EventCase, itTells, toldByMachine } from './testing/it-tells'
import { send } from './testing/mail-client'

const run = randomBytes(3).toString('hex')
const name = `door-${run}.${machine}.test`
const alice = `alice@${name}`
const mute = `mute-${run}.${machine}.test`
const blocked = `blocked-${run}.${machine}.test`
const panel = toldByMachine()

const settings: Record<string, string> = {
  smtpd_helo_required: 'yes',
  smtpd_helo_restrictions: 'reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname',
  smtpd_sender_restrictions: 'reject_non_fqdn_sender, reject_unknown_sender_domain',
  smtpd_client_restrictions: `reject_rbl_client ${blocked}=127.0.0.2, check_client_access inline:{ { ${lab.addresses.stranger} = reject_unknown_client_hostname } }`,
}
const postfix = async (...argv: string[]) => {
  const { code, stderr } = await lab.exec(machine, argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
}
const set = async (all: Record<string, string>) => {
  await postfix('/usr/sbin/postconf', '-e', ...Object.entries(all).map(([setting, value]) => `${setting} = ${value}`))
  await postfix('/usr/sbin/postfix', 'reload')
}

const from = (sender: string, helo?: string) => send(machine, { from: sender, to: alice, ...(helo ? { helo } : {}) })
/** From another address than the outside world has. */
const strange = (sender: string, address: string) =>
  lab.hub([
    '/usr/bin/swaks',
    '--server',
    lab.address(machine),
    '--local-interface',
    address,
    '--ehlo',
    'hub.test',
    '--from',
    sender,
    '--to',
    alice,
  ])
const advised = (advice: object) => (told: Told) => expect(adviceOf(told)).toMatchObject(advice)

const cases: EventCase[] = [
  ['whose server has a name and whose domain exists comes in', 'proper@other.test', () => from('proper@other.test'), 'delivered', null],
  [
    'from a program that gives no possible name',
    'invalid@other.test',
    () => from('invalid@other.test', 'not_a..name'),
    'refused',
    'helo-refused',
    advised({ who: 'remote', temporary: false }),
  ],
  [
    'from a program that gives half a name',
    'half@other.test',
    () => from('half@other.test', 'laptop'),
    'refused',
    'helo-refused',
    advised({ who: 'remote', temporary: false }),
  ],
  [
    'from a program whose name is not in the DNS',
    'nowhere@other.test',
    () => from('nowhere@other.test', 'mail.nosuchdomain.test'),
    'refused',
    'helo-refused',
    advised({ who: 'remote', temporary: true }),
  ],
  [
    'of a sender whose domain does not exist',
    'lost@nosuchdomain.test',
    () => from('lost@nosuchdomain.test'),
    'refused',
    'sender-domain-unknown',
    advised({ who: 'sender', status: 's1_8', temporary: true }),
  ],
  [
    'of a sender whose domain takes no answers',
    `robot@${mute}`,
    () => from(`robot@${mute}`),
    'refused',
    'sender-takes-no-mail',
    advised({ who: 'sender', status: 's7_27', temporary: false }),
  ],
  ['of a sender without a domain', 'lonely', () => from('lonely'), 'refused', 'not-fully-qualified', advised({ who: 'sender' })],
  [
    'from an address without a name',
    'nameless@other.test',
    () => strange('nameless@other.test', lab.addresses.stranger),
    'refused',
    'no-reverse-name',
  ],
  [
    'from an address on a block list that the host asks',
    'listed@other.test',
    () => strange('listed@other.test', lab.addresses.hub),
    'refused',
    'ip-blocklisted',
  ],
  [
    'that is one too many of a client',
    'Message delivery request rate',
    async () => {
      await set({ smtpd_client_message_rate_limit: '1' })
      await from('one@other.test')
      await from('too-many@other.test')
    },
    'refused',
    'rate-limited',
  ],
]

describe('mail', () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    const listed = lab.addresses.hub.split('.').toReversed().join('.')
    await publish(`${machine}.test`, [`${mute}. 60 MX 0 .`, `${listed}.${blocked}. 60 A 127.0.0.2`], { fresh: true })
    await applyStates(machine, givenDomain(name, { mailboxes: [givenMailbox('alice', 'alice-password')] }))
    await set(settings)
    await panel.begin()
  }, 120_000)
  afterAll(async () => {
    await postfix('/usr/sbin/postconf', '-X', ...Object.keys(settings), 'smtpd_client_message_rate_limit')
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await configure(machine)
    await postfix('/bin/rm', '-rf', `/var/vmail/${name}`)
  })

  itTells(panel, cases)
})

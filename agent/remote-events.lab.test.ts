// What other servers do to mail that leaves: one whose packets vanish, one that says nothing, hangs up or is busy, one without TLS where TLS is demanded, one
// with another one's certificate, one that knows no address beyond ASCII. Each is a service of the outside world, and the story says which it was.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { machine } from '../e2e/lab/machine-under-test'
import { applyStates, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { adviceOf, type EventCase, itTells, toldByMachine } from './testing/it-tells'
import { send } from './testing/mail-client'

const run = randomBytes(3).toString('hex')
const name = `remotes-${run}.${machine}.test`
const alice = `alice@${name}`
const panel = toldByMachine()

// Ports of their own: both machines are tested at the same time, and mail2 is the outside world of both.
const first = machine === 'mail1' ? 2530 : 2540
const program = (command: string) => `n n n - - spawn user=nobody argv=${command}`
const services: Record<string, string> = {
  plain: 'n - y - - smtpd',
  old: 'n - y - - smtpd',
  mute: program('/bin/sleep 60'),
  leaving: program('/bin/true'),
  busy: program('/bin/echo 421 4.3.2 All server ports are busy'),
}
const portOf = (service: string) => first + Object.keys(services).indexOf(service)
const placeOf = (port: number) => `[${lab.address('mail2')}]:${port}`
/** Nobody has it, and for the machine it is there: what is sent to it is lost on the way, as where a firewall drops packets. */
const silent = lab.addresses.here.replace(/\d+$/, (last) => String(Number(last) - (machine === 'mail1' ? 20 : 21)))

const ways: Record<string, { port: number; tls?: string }> = {
  'no-tls.test': { port: portOf('plain'), tls: 'encrypt' },
  'no-unicode.test': { port: portOf('old') },
  'mute.test': { port: portOf('mute') },
  'leaving.test': { port: portOf('leaving') },
  'busy.test': { port: portOf('busy') },
  'other-name.test': { port: 2525, tls: 'verify' },
}

async function runOn(where: 'mail2' | typeof machine, argv: string[], stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(where, argv, { stdin, deadlineMs: 30_000 })
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout}${stderr}`)
  return stdout.trim()
}
const toThere = (to: string) => send(machine, { from: alice, login: alice, password: 'alice-password', to })

const cases: EventCase[] = [
  ['for a server whose answers never come', 'vanishes@', () => toThere(`vanishes@[${silent}]`), 'deferred', 'connection-timeout'],
  ['for a server that takes the call and says nothing', 'x@mute.test', () => toThere('x@mute.test'), 'deferred', 'connection-timeout'],
  ['for a server that hangs up at once', 'x@leaving.test', () => toThere('x@leaving.test'), 'deferred', 'connection-lost'],
  [
    'for a server that is too busy to talk',
    'x@busy.test',
    () => toThere('x@busy.test'),
    'deferred',
    'server-busy',
    (told) => expect(adviceOf(told)).toMatchObject({ who: 'nobody', temporary: true }),
  ],
  [
    'for a server without TLS, where TLS is demanded',
    'x@no-tls.test',
    () => toThere('x@no-tls.test'),
    'deferred',
    'tls-failed',
    (told) => expect(adviceOf(told)).toMatchObject({ who: 'remote', status: 's7_4' }),
  ],
  [
    'for a server with a certificate for another name',
    'x@other-name.test',
    () => toThere('x@other-name.test'),
    'deferred',
    'certificate-not-trusted',
  ],
  [
    'to an address beyond ASCII, for a server that knows none',
    'jörg@no-unicode.test',
    () => runOn(machine, ['/usr/sbin/sendmail', '-f', alice, 'jörg@no-unicode.test'], 'Subject: x\n\nx\n'),
    'bounced',
    'unicode-not-supported',
  ],
]

describe('mail that leaves', () => {
  const settings: Record<string, string> = {}
  const inline = (entries: string[]) => `inline:{ ${entries.map((entry) => `{ ${entry} }`).join(', ')} }`
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await applyStates(machine, givenDomain(name, { mailboxes: [givenMailbox('alice', 'alice-password')] }))
    for (const [service, line] of Object.entries(services))
      await runOn('mail2', ['/usr/sbin/postconf', '-M', `${portOf(service)}/inet=${portOf(service)} inet ${line}`])
    const options = { plain: ['smtpd_tls_security_level=none'], old: ['smtpd_discard_ehlo_keywords=smtputf8'] }
    const own = Object.entries(options).flatMap(([service, all]) => all.map((option) => `${portOf(service)}/inet/${option}`))
    await runOn('mail2', ['/usr/sbin/postconf', '-P', ...own])
    await runOn('mail2', ['/usr/sbin/postfix', 'reload'])
    for (const setting of ['transport_maps', 'smtp_tls_policy_maps'])
      settings[setting] = await runOn(machine, ['/usr/sbin/postconf', '-h', setting])
    const routes = Object.entries(ways).map(([to, { port }]) => `${to} = smtp:${placeOf(port)}`)
    const policies = Object.values(ways).flatMap(({ port, tls }) => (tls ? [`${placeOf(port)} = ${tls}`] : []))
    await runOn(machine, [
      '/usr/sbin/postconf',
      '-e',
      `transport_maps = ${inline(routes)}, ${settings.transport_maps}`,
      `smtp_tls_policy_maps = ${inline(policies)}, ${settings.smtp_tls_policy_maps}`,
      'smtp_connect_timeout = 2s',
      'smtp_helo_timeout = 2s',
    ])
    await runOn(machine, ['/usr/sbin/postfix', 'reload'])
    await runOn(machine, ['/usr/sbin/ip', 'neigh', 'replace', silent, 'lladdr', '02:00:00:00:00:01', 'dev', 'eth0', 'nud', 'permanent'])
    await panel.begin()
  }, 120_000)
  afterAll(async () => {
    await runOn(machine, ['/usr/sbin/ip', 'neigh', 'del', silent, 'dev', 'eth0'])
    await runOn(machine, ['/usr/sbin/postconf', '-e', ...Object.entries(settings).map(([setting, value]) => `${setting} = ${value}`)])
    await runOn(machine, ['/usr/sbin/postconf', '-X', 'smtp_connect_timeout', 'smtp_helo_timeout'])
    await runOn(machine, ['/usr/sbin/postsuper', '-d', 'ALL'])
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await configure(machine)
    await runOn(machine, ['/bin/rm', '-rf', `/var/vmail/${name}`])
    await runOn('mail2', ['/usr/sbin/postconf', '-MX', ...Object.keys(services).map((service) => `${portOf(service)}/inet`)])
    await runOn('mail2', ['/usr/sbin/postfix', 'reload'])
  })

  itTells(panel, cases)
})

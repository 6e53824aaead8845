// A relay host: everything that leaves goes through it, with a login when it wants one, and only with the TLS that was asked for.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverName } from '#lib/protocol/names'
import type { HostState } from '#lib/protocol/state'
import { machine } from '../e2e/lab/machine-under-test'
import { applyStates, ask, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { send } from './testing/mail-client'

type Relay = NonNullable<HostState['relayhost']>
// One for each machine: both are tested at the same time, and mail2 is the relay host of both.
const loginPort = machine === 'mail1' ? 2526 : 2527
const user = 'carol@other.test'

describe('a relay host', () => {
  const name = `relays.${machine}.test`
  const from = `alice@${name}`
  const relay = (parts: Partial<Relay>): HostState => ({
    relayhost: { server: serverName.parse(lab.fqdn('mail2')), port: 2525, lookupMx: false, tls: 'may', login: null, ...parts },
  })
  const onRelay = async (program: string, args: string[]) => {
    const { code, stdout, stderr } = await lab.exec('mail2', [program, ...args])
    if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
    return stdout
  }
  /** The lines in which the relay host tells how a message came to it; by its client's queue, for other tests send too. */
  const journey = async (token: string, waitMs = 10_000): Promise<string> => {
    const until = Date.now() + waitMs
    for (;;) {
      const { stdout } = await lab.exec('mail2', [
        '/usr/bin/grep',
        '-rhsA60',
        '-B60',
        token,
        '/var/vmail/other.test/bob/Maildir/new',
        '/var/vmail/other.test/bob/Maildir/cur',
      ])
      if (stdout !== '') return stdout
      if (Date.now() > until) return ''
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const logOf = async (queueId: string) =>
    onRelay('/bin/sh', ['-c', `journalctl --no-pager -o cat | grep -F ${queueId}; grep -hF ${queueId} /var/log/mail.log || true`])
  const sendOut = () => send(machine, { login: from, password: 'alice-password', from, to: 'bob@other.test' })
  const deferredCount = async () =>
    (await lab.exec(machine, ['/bin/sh', '-c', 'postqueue -f; sleep 1; find /var/spool/postfix/deferred -type f | wc -l'])).stdout.trim()

  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await applyStates(machine, givenDomain(name, { mailboxes: [givenMailbox('alice', 'alice-password')] }))
    await onRelay('/usr/sbin/postconf', ['-M', `${loginPort}/inet=${loginPort} inet n - y - - smtpd`])
    const options = {
      syslog_name: 'postfix/smarthost',
      smtpd_sasl_auth_enable: 'yes',
      smtpd_tls_auth_only: 'yes',
      smtpd_relay_restrictions: 'permit_sasl_authenticated,reject',
    }
    await onRelay('/usr/sbin/postconf', ['-P', ...Object.entries(options).map(([option, value]) => `${loginPort}/inet/${option}=${value}`)])
    await onRelay('/usr/sbin/postfix', ['reload'])
  })
  afterAll(async () => {
    await configure(machine)
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await lab.exec(machine, ['/usr/sbin/postsuper', '-d', 'ALL', 'deferred'])
    await lab.exec(machine, ['/usr/bin/rm', '-rf', `/var/vmail/${name}`])
    await onRelay('/usr/sbin/postconf', ['-MX', `${loginPort}/inet`])
    await onRelay('/usr/sbin/postfix', ['reload'])
  })

  /** The service of the relay host that took the message, and who had signed in there. */
  async function arrival(): Promise<{ service: string | undefined; login: string | undefined; tls: boolean }> {
    const sent = await sendOut()
    expect(sent.accepted, sent.transcript).toBe(true)
    const message = await journey(sent.token)
    // The newest Received stands first; the relay host's own.
    const [, queueId = 'none'] = /by mail2\.other\.test \(Postfix\) with \S+ id (\w+)/.exec(message) ?? []
    const log = await logOf(queueId)
    return {
      service: /postfix\/?(\w*)\/smtpd\[\d+\]: \w+: client=/.exec(log)?.[1],
      login: /sasl_username=(\S+)/.exec(log)?.[1],
      tls: /using TLSv1/.test(message),
    }
  }

  // What follows is Postfix alone and the same on every host, but for the login.
  it.runIf(machine === 'mail1')('is not there: mail goes to the recipient’s own server', async () => {
    expect(await arrival()).toMatchObject({ service: '', login: undefined })
  })

  it.runIf(machine === 'mail1')('without a login takes what leaves', async () => {
    const plan = await ask(machine, 'plan-config', { state: relay({}) })
    expect(plan.findings.filter(({ verdict }) => verdict === 'conflict')).toEqual([])
    await configure(machine, relay({}))
    expect(await arrival()).toEqual({ service: 'smarthost', login: undefined, tls: true })
  })

  it('with a login is signed in at, over TLS that is checked; the plan does not show the password', async () => {
    const state = relay({ port: loginPort, tls: 'verify', login: { username: user, password: 'secret' } })
    const plan = await ask(machine, 'plan-config', { state })
    expect(plan.packagesMissing).toEqual([])
    expect(JSON.stringify(plan)).not.toContain('secret')
    expect(plan.changes.map(({ file }) => file)).toContain('/etc/postfix/postern/relay-password')
    await configure(machine, state)
    expect(await arrival()).toEqual({ service: 'smarthost', login: user, tls: true })
    const { stdout } = await lab.exec(machine, ['/bin/sh', '-c', 'stat -c "%a %U" /etc/postfix/postern/relay-password*'])
    expect(stdout).toBe('600 root\n600 root\n')
  })

  it.runIf(machine === 'mail1')('that refuses the login, or whose certificate is another one’s, gets nothing: mail waits', async () => {
    await configure(machine, relay({ port: loginPort, tls: 'encrypt', login: { username: user, password: 'wrong' } }))
    const refused = await sendOut()
    expect(refused.accepted).toBe(true)
    expect(await journey(refused.token, 1500)).toBe('')
    await configure(machine, relay({ server: serverName.parse(lab.address('mail2')), tls: 'verify' }))
    const unchecked = await sendOut()
    expect(await journey(unchecked.token, 1500)).toBe('')
    expect(await deferredCount()).toBe('2')
  })

  it('that is gone again leaves no password behind, and what waited leaves', async () => {
    await configure(machine)
    expect(await lab.readFile(machine, '/etc/postfix/postern/relay-password')).toBe('')
    expect(await deferredCount()).toBe('0')
    expect(await arrival()).toMatchObject({ service: '', login: undefined })
  })
})

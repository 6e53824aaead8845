// A mail server that somebody set up by hand, with a mailbox in use: what the plan says of it, that the mailbox goes on working beside
// ours, that a daemon's refusal puts everything back, and that a rollback leaves the files as they were, byte for byte.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConfigFinding } from '#lib/protocol/operations'
import { machine } from '../e2e/lab/machine-under-test'
import { applyStates, ask, askAll, lab, putAgent, refusal } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { theirDovecot, theirListener, theirMailbox, theirMainCf, theirPassword, theirSubmission } from './testing/host-by-hand'
import { canLogIn, hasArrived, send } from './testing/mail-client'

const state = { relayhost: null }
const outside = 'alice@other.test'
const kept = '/root/as-it-was'

describe('a server that was configured by hand', () => {
  const dialect = machine === 'mail1' ? '2.3' : '2.4'
  const theirs = `by-hand.${machine}.test`
  const name = `beside.${machine}.test`
  const old = theirMailbox(theirs)
  let findings: ConfigFinding[] = []
  let before = ''
  let backup: string | null = null

  const run = async (script: string) => {
    const { code, stdout, stderr } = await lab.exec(machine, ['/bin/sh', '-ec', script])
    if (code !== 0) throw new Error(`${script}: ${stderr}`)
    return stdout
  }
  /** Every file that a daemon reads, with its owner and mode; our tables apart, which are not part of the configuration. */
  const configuration = () =>
    run(`cd /etc && find postfix dovecot -path '*/postern' -prune -o -type f ! -name prng_exch -print | sort | xargs -d '\\n' sha256sum
         find postfix dovecot -path '*/postern' -prune -o -type f ! -name prng_exch -printf '%p %u:%g %m\\n' | sort`)
  const listens = async (port: number) =>
    (await lab.exec('mail2', ['/usr/bin/nc', '-z', '-w', '3', lab.address(machine), String(port)])).code === 0
  const reload = () => run('postfix reload 2>&1; doveadm reload; sleep 1')
  const of = (setting: string) => findings.find((finding) => finding.setting === setting)
  const oldMailboxWorks = async () => {
    const sent = await send(machine, { from: outside, to: old })
    expect(sent.accepted, sent.transcript).toBe(true)
    expect(await hasArrived(machine, old, sent.token)).toBe(true)
    expect(await canLogIn(machine, 'imap', old, theirPassword)).toBe(true)
  }

  beforeAll(async () => {
    await putAgent(machine)
    // What this machine was before comes back at the end, whatever tests ran before this one.
    await run(`rm -rf ${kept} && mkdir ${kept} && cp -a /etc/postfix ${kept}/postfix && cp -a /etc/dovecot ${kept}/dovecot`)
    await run(`id vmail || useradd --user-group --no-create-home --home-dir /var/vmail --shell /usr/sbin/nologin vmail
      install -d -o vmail -g vmail -m 0770 /var/vmail
      rm -f /etc/dovecot/conf.d/99-postern.conf; rm -rf /etc/postfix/postern /etc/dovecot/postern`)
    await lab.writeFile(machine, '/etc/postfix/main.cf', theirMainCf(lab.fqdn(machine), theirs))
    await lab.writeFile(machine, '/etc/postfix/master.cf', await run('sed -E "s/^#?submissions? .*//" /usr/share/postfix/master.cf.dist'))
    await run(`postconf -M 'submission/inet=submission inet n - y - - smtpd'`)
    for (const [option, value] of theirSubmission) await run(`postconf -P 'submission/inet/${option}=${value}'`)
    await lab.writeFile(machine, '/etc/postfix/their-domains', `${theirs} mine\n`)
    await lab.writeFile(machine, '/etc/postfix/their-mailboxes', `${old} ${theirs}/old/Maildir/\n`)
    await lab.writeFile(machine, '/etc/postfix/their-aliases', `postmaster@${theirs} ${old}\n`)
    await run('cd /etc/postfix && postmap hash:their-domains hash:their-mailboxes hash:their-aliases')
    for (const [path, content] of theirDovecot(dialect, theirs)) await lab.writeFile(machine, path, content)
    await reload()
    before = await configuration()
  })
  afterAll(async () => {
    await run(`rm -rf /etc/postfix /etc/dovecot && cp -a ${kept}/postfix /etc/postfix && cp -a ${kept}/dovecot /etc/dovecot
      rm -rf ${kept} /var/vmail/${theirs} /var/vmail/${name} /var/lib/postern/domains/${name}.json`)
    await reload()
  })

  it('is left alone by the plan, which says what it found', async () => {
    await oldMailboxWorks()
    const plan = await ask(machine, 'plan-config', { state })
    findings = plan.findings
    expect(await configuration()).toBe(before)
    expect(of('virtual_mailbox_domains')).toMatchObject({ verdict: 'appended', found: 'hash:/etc/postfix/their-domains' })
    expect(of('virtual_mailbox_maps')).toMatchObject({ verdict: 'appended', found: 'hash:/etc/postfix/their-mailboxes' })
    expect(of('virtual_alias_maps')).toMatchObject({ verdict: 'appended', found: 'hash:/etc/postfix/their-aliases' })
    expect(of('smtpd_relay_restrictions')?.wanted).toMatch(/^postern_recipients, .*reject_unauth_destination/)
    expect(of('smtpd_sasl_type')).toMatchObject({ verdict: 'kept', found: 'dovecot' })
    expect(of('smtpd_tls_security_level')).toMatchObject({ verdict: 'kept', found: 'may' })
    const conflicts = findings.filter(({ verdict }) => verdict === 'conflict')
    expect(conflicts.map(({ setting }) => setting)).toEqual([
      'virtual_transport',
      'smtpd_sasl_path',
      'smtpd_tls_protocols',
      'master.cf: submission smtpd_client_restrictions',
    ])
    expect(conflicts[0]).toMatchObject({ found: 'lmtp:unix:private/their-lmtp', reason: expect.stringContaining('stays so') })
    expect(conflicts[1]).toMatchObject({ found: 'private/their-auth', reason: expect.stringContaining('sign in') })
  })

  it('gets the plan that was shown, and the mailbox of before goes on beside the panel’s', async () => {
    const plan = await ask(machine, 'plan-config', { state })
    backup = (await ask(machine, 'apply-config', { state, ifDigest: plan.digest })).backup
    expect(backup).not.toBeNull()
    const mainCf = await lab.readFile(machine, '/etc/postfix/main.cf')
    expect(mainCf).toContain('# Set up by hand; ask the old administrator before changing this.\n')
    expect(mainCf).toContain('smtpd_sasl_path = private/their-auth\n')
    await applyStates(machine, givenDomain(name, { mailboxes: [givenMailbox('new', 'new-password')] }))
    await oldMailboxWorks()
    const sent = await send(machine, { from: outside, to: `new@${name}` })
    expect(await hasArrived(machine, `new@${name}`, sent.token)).toBe(true)
    expect(await canLogIn(machine, 'imap', `new@${name}`, 'new-password')).toBe(true)
    // Their own way of signing in for sending, which the plan left to them.
    const own = await send(machine, { from: old, to: outside, login: old, password: theirPassword })
    expect(own.accepted, own.transcript).toBe(true)
    const cases: [string, Parameters<typeof send>[1]][] = [
      ['theirs as ours', { login: old, password: theirPassword, from: `new@${name}`, to: outside }],
      ['ours as theirs', { login: `new@${name}`, password: 'new-password', from: old, to: outside }],
      ['ours as a stranger', { login: `new@${name}`, password: 'new-password', from: 'ceo@elsewhere.test', to: outside }],
    ]
    for (const [what, sending] of cases) expect((await send(machine, sending)).transcript, what).toContain('553 5.7.1')
    const ours = await send(machine, { login: `new@${name}`, password: 'new-password', from: `new@${name}`, to: outside })
    expect(ours.accepted, ours.transcript).toBe(true)
  })

  it('needs nothing a second time, and refuses that plan when somebody changed a file since', async () => {
    const plan = await ask(machine, 'plan-config', { state })
    expect(plan.changes).toEqual([])
    expect(await ask(machine, 'apply-config', { state, ifDigest: plan.digest })).toEqual({ backup: null, reloaded: [] })
    await run('echo "# one more remark" >> /etc/postfix/main.cf')
    expect((await refusal(machine, 'apply-config', { state, ifDigest: plan.digest })).code).toBe('drift')
    await run(`sed -i '$d' /etc/postfix/main.cf`)
  })

  it('is as it was, byte for byte, after the configuration is rolled back', async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await ask(machine, 'rollback-config', { backup: backup ?? '' })
    expect(await configuration()).toBe(before)
    await oldMailboxWorks()
  })

  it('keeps its files when Dovecot does not take ours beside theirs', async () => {
    await lab.writeFile(machine, '/etc/dovecot/conf.d/15-theirs.conf', theirListener)
    const whole = await configuration()
    const plan = await ask(machine, 'plan-config', { state })
    const refused = await refusal(machine, 'apply-config', { state, ifDigest: plan.digest })
    expect(refused).toMatchObject({ code: 'config_refused', message: expect.stringContaining('dovecot-lmtp') })
    expect(await configuration()).toBe(whole)
    await run('rm /etc/dovecot/conf.d/15-theirs.conf')
    await oldMailboxWorks()
  })

  // The same on every host: once is enough.
  it.runIf(machine === 'mail1')(
    'gets files and daemons of before back from the next agent when one was killed before its change was accepted',
    async () => {
      await run(`mv /usr/bin/doveadm /root/doveadm
      printf '#!/bin/sh\\n[ "$1" = reload ] && kill -9 $PPID\\nexec /root/doveadm "$@"\\n' > /usr/bin/doveadm; chmod 755 /usr/bin/doveadm`)
      try {
        const plan = await ask(machine, 'plan-config', { state })
        expect(await askAll(machine, [{ op: 'apply-config', input: { state, ifDigest: plan.digest } }])).toEqual([])
        expect(await configuration()).not.toBe(before)
      } finally {
        await run('mv /root/doveadm /usr/bin/doveadm')
      }
      expect(await listens(465)).toBe(true)
      expect((await ask(machine, 'plan-config', { state })).changes.length).toBeGreaterThan(0)
      expect(await configuration()).toBe(before)
      // 465 was opened by the change that nobody accepted.
      expect(await listens(465)).toBe(false)
      await oldMailboxWorks()
    },
  )
})

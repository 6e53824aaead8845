// What people see of the tables: real Postfix and Dovecot, on Debian 12 and Debian 13.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Machine, machine } from '../e2e/lab/machine-under-test'
import { protocolNames } from './render/render-users'
import { applyStates, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, hashOf, local, to } from './testing/given-domain'
import { asPromised, canLogIn, hasArrived, send } from './testing/mail-client'

const outside = 'alice@other.test'

describe('mail', () => {
  const name = `flow.${machine}.test`
  const mirror = `mirror.${machine}.test`
  const closed = { imap: false, pop3: false, submission: false, sieve: false }
  const state = givenDomain(name, {
    aliasDomains: [domain(mirror)],
    mailboxes: [
      givenMailbox('alice', 'first-password'),
      givenMailbox('bob', 'bob-password', { forwarding: { destinations: [to(`carol@${name}`)], keepCopy: true } }),
      givenMailbox('carol', 'carol-password'),
      givenMailbox('full', 'full-password', { quotaBytes: 20_000 }),
      givenMailbox('off', 'off-password', { enabled: false }),
      ...(['imap', 'pop3', 'submission', 'sieve'] as const).map((only) =>
        givenMailbox(`only-${only}`, 'only-password', { protocols: { ...closed, [only]: true } }),
      ),
    ],
    aliases: [
      { localPart: local('info'), destinations: [to(`alice@${name}`), to(`carol@${name}`)] },
      { localPart: null, destinations: [to(`carol@${name}`)] },
    ],
    groups: [
      { localPart: local('open'), members: [to(`alice@${name}`)], whoMayPost: { kind: 'anyone' } },
      { localPart: local('staff'), members: [to(`alice@${name}`), to(`bob@${name}`)], whoMayPost: { kind: 'domain' } },
      { localPart: local('team'), members: [to(`alice@${name}`), to(outside)], whoMayPost: { kind: 'members' } },
      { localPart: local('press'), members: [to(`alice@${name}`)], whoMayPost: { kind: 'senders', senders: [to('bob@other.test')] } },
    ],
    sendAs: [{ sender: to(`info@${name}`), logins: [to(`alice@${name}`)] }],
  })
  const at = (localPart: string) => `${localPart}@${name}`
  const signedIn = { login: at('alice'), password: 'first-password' }

  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    // Mail of a run that was cut short would fill mailboxes.
    await lab.exec(machine, ['/bin/rm', '-rf', `/var/vmail/${name}`])
    await applyStates(machine, state)
  })
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await lab.exec(machine, ['/bin/rm', '-rf', `/var/vmail/${name}`])
  })

  it('reaches a mailbox, its plus-address, its alias, its mirror and the catch-all', async () => {
    for (const [recipient, mailbox] of [
      ['alice', 'alice'],
      ['alice+news', 'alice'],
      ['info', 'carol'],
      ['nobody-knows', 'carol'],
    ] as const) {
      const sent = await send(machine, { from: outside, to: at(recipient) })
      expect(sent.accepted, sent.transcript).toBe(true)
      expect(await hasArrived(machine, at(mailbox), sent.token), recipient).toBe(true)
    }
    const mirrored = await send(machine, { from: outside, to: `alice@${mirror}` })
    expect(await hasArrived(machine, at('alice'), mirrored.token)).toBe(true)
  })

  it('stays in the forwarding mailbox and goes on', async () => {
    const sent = await send(machine, { from: outside, to: at('bob') })
    expect(await hasArrived(machine, at('bob'), sent.token)).toBe(true)
    expect(await hasArrived(machine, at('carol'), sent.token)).toBe(true)
  })

  it('is refused for a disabled mailbox, by login and by recipient, although there is a catch-all', async () => {
    const sent = await send(machine, { from: outside, to: at('off') })
    expect(sent.transcript).toContain('550 5.2.1')
    expect(await canLogIn(machine, 'imap', at('off'), 'off-password')).toBe(false)
  })

  it('is refused with 552 when the mailbox is full', async () => {
    // Within Dovecot's tenth of grace, and then over the limit: the next one is refused before it is sent.
    const filling = await send(machine, { from: outside, to: at('full'), body: `${'x'.repeat(70)}\n`.repeat(282) })
    expect(await hasArrived(machine, at('full'), filling.token)).toBe(true)
    const sent = await send(machine, { from: outside, to: at('full') })
    expect(sent.transcript).toMatch(/552 5\.2\.2/)
  })

  it('a login goes through a protocol only where it is switched on', async () => {
    // Dovecot delays an address after each failure, so the refusals run side by side and only one to a protocol.
    const all = ['imap', 'pop3', 'submission', 'sieve'] as const
    for (const protocol of all) expect(await canLogIn(machine, protocol, at(`only-${protocol}`), 'only-password'), protocol).toBe(true)
    const refused = await Promise.all(
      all.map((protocol) => canLogIn(machine, protocol, at(protocol === 'imap' ? 'only-pop3' : 'only-imap'), 'only-password')),
    )
    expect(refused).toEqual([false, false, false, false])
    const pairs = all.flatMap((protocol) => all.map((only) => ({ protocol, only })))
    const worked = await Promise.all(
      pairs.map(({ protocol, only }) => passwordWorks(machine, at(`only-${only}`), 'only-password', protocol)),
    )
    expect(pairs.filter((_, index) => worked[index])).toEqual(all.map((only) => ({ protocol: only, only })))
  })

  it('is never relayed for a stranger', async () => {
    const sent = await send(machine, { from: outside, to: 'bob@relayed.test' })
    expect(sent.accepted).toBe(false)
  })

  it('leaves only under an address that the login may use', async () => {
    expect((await send(machine, { ...signedIn, from: at('alice'), to: outside })).accepted).toBe(true)
    expect((await send(machine, { ...signedIn, from: at('info'), to: outside, port: 465 })).accepted).toBe(true)
    expect((await send(machine, { ...signedIn, from: at('bob'), to: outside })).transcript).toContain('553 5.7.1')
    expect((await send(machine, { ...signedIn, from: 'ceo@elsewhere.test', to: outside })).transcript).toContain('553 5.7.1')
  })

  it('has addresses that VRFY does not tell', async () => {
    const { stderr } = await lab.exec('mail2', ['/usr/bin/curl', '-v', '--mail-rcpt', at('alice'), `smtp://${lab.address(machine)}`])
    expect(stderr).toContain('< 502 5.5.1 VRFY command is disabled')
  })

  it('is not taken on 587 without a login', async () => {
    const sent = await send(machine, { from: outside, to: at('alice'), port: 587 })
    expect(sent.accepted).toBe(false)
  })

  it('to a group is decided by who may post', async () => {
    const cases: [string, Parameters<typeof send>[1], boolean][] = [
      ['anyone: a stranger', { from: outside, to: at('open') }, true],
      ['domain: a stranger', { from: outside, to: at('staff') }, false],
      ['domain: a stranger with an invented address of the domain', { from: at('invented'), to: at('staff') }, false],
      ['domain: signed in', { ...signedIn, from: at('alice'), to: at('staff') }, true],
      ['domain: signed in, by the mirror', { ...signedIn, from: at('alice'), to: `staff@${mirror}` }, true],
      ['members: a stranger', { from: 'bob@other.test', to: at('team') }, false],
      ['members: a member elsewhere', { from: outside, to: at('team') }, true],
      ['members: a stranger who writes a member of ours into MAIL FROM', { from: at('alice'), to: at('team') }, false],
      ['members: signed in', { ...signedIn, from: at('alice'), to: at('team') }, true],
      ['members: signed in, no member', { login: at('carol'), password: 'carol-password', from: at('carol'), to: at('team') }, false],
      ['senders: a named one', { from: 'bob@other.test', to: at('press') }, true],
      ['senders: another', { from: outside, to: at('press') }, false],
      ['senders: the null sender', { from: '<>', to: at('press') }, false],
      ['a subdomain of the domain', { from: `x@sub.${name}`, to: at('staff') }, false],
    ]
    for (const [what, sending, accepted] of cases) {
      const sent = await send(machine, sending)
      expect(sent.accepted, `${what}\n${sent.transcript}`).toBe(accepted)
    }
  })

  it('can be read with a new password at once and with the old one no more, also changed twice in one second', async () => {
    const withPassword = (password: string) => ({
      ...state,
      mailboxes: state.mailboxes.map((mailbox) => (mailbox.localPart === 'alice' ? givenMailbox('alice', password) : mailbox)),
    })
    const becomes = (password: string, works: boolean) =>
      expect.poll(() => passwordWorks(machine, at('alice'), password), { ...asPromised, message: password }).toBe(works)
    await applyStates(machine, withPassword('second-password'))
    await becomes('second-password', true)
    await becomes('first-password', false)
    await applyStates(machine, withPassword('third-passwords'))
    await applyStates(machine, withPassword('fourth-password'))
    await becomes('fourth-password', true)
    for (const old of ['first-password', 'second-password', 'third-passwords']) await becomes(old, false)
    await applyStates(machine, state)
    await becomes('first-password', true)
  })

  it('cannot be read by a login that names a path, although there is a file for it', async () => {
    // What `../../x` below users/ would be: the password is right there, only the way to it is not.
    const outsideUsers = '/etc/dovecot/x'
    await lab.writeFile(machine, outsideUsers, `a:${hashOf('path-password')}::::::\n`)
    try {
      const paths = ['a@../../x', 'a@../users/../../x', 'a@./../../x']
      const names = [`alice@../users/${name}`, `alice@./${name}`, `alice/imap@${name}`, `../users/${name}`]
      // All at once: Dovecot lets each wrong login wait.
      const answers = await Promise.all([
        ...paths.map((login) => passwordWorks(machine, login, 'path-password')),
        ...names.map((login) => passwordWorks(machine, login, 'first-password')),
      ])
      expect(answers).toEqual(answers.map(() => false))
      expect(await canLogIn(machine, 'imap', 'a@../../x', 'path-password')).toBe(false)
    } finally {
      await lab.exec(machine, ['/usr/bin/rm', '-f', outsideUsers])
    }
    expect(await passwordWorks(machine, at('alice'), 'first-password')).toBe(true)
  })
})

/** doveadm asks the auth process itself: no penalty of Dovecot for wrong passwords delays the answer. */
async function passwordWorks(
  machine: Machine,
  login: string,
  password: string,
  protocol: keyof typeof protocolNames = 'imap',
): Promise<boolean> {
  return (
    (await lab.exec(machine, ['/usr/bin/doveadm', 'auth', 'test', '-x', `service=${protocolNames[protocol]}`, login, password])).code === 0
  )
}

// App passwords at real Dovecots, 2.3 and 2.4, and at Postfix, which asks Dovecot.
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppPasswordState, MailboxState } from '#lib/protocol/state'
import { machine } from '../e2e/lab/machine-under-test'
import { agentPath, applyStates, ask, configure, lab, putAgent } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, to } from './testing/given-domain'
import { asPromised, canLogIn } from './testing/mail-client'

const protocols = ['imap', 'pop3', 'submission', 'sieve'] as const
const everything = { imap: true, pop3: true, submission: true, sieve: true }
const nothing = { imap: false, pop3: false, submission: false, sieve: false }

function appPassword(password: string, parts: Partial<AppPasswordState> = {}): AppPasswordState {
  const salt = randomBytes(16)
  const digest = createHash('sha256').update(password).update(salt).digest()
  return {
    mark: randomBytes(16).toString('hex'),
    selector: createHash('sha256').update(password).digest('hex').slice(0, 8),
    passwordHash: `{SSHA256}${Buffer.concat([digest, salt]).toString('base64')}`,
    protocols: everything,
    networks: [],
    expiresAt: null,
    ...parts,
  }
}

describe('an app password', () => {
  const name = `app.${machine}.test`
  const login = `alice@${name}`
  const main = 'alice-own-password'
  const stateWith = (appPasswords: AppPasswordState[], parts: Partial<MailboxState> = {}) =>
    givenDomain(name, { mailboxes: [givenMailbox('alice', main, { appPasswords, ...parts }), givenMailbox('bob', 'bob-own-password')] })
  const given = (appPasswords: AppPasswordState[], parts: Partial<MailboxState> = {}) =>
    applyStates(machine, stateWith(appPasswords, parts))
  const works = (password: string) => Promise.all(protocols.map((protocol) => canLogIn(machine, protocol, login, password)))
  const opens = (password: string, user = login) => canLogIn(machine, 'imap', user, password)
  const outside = lab.address('mail2')

  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
  })
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
  })

  it('is not needed: without any, the password of the mailbox opens everything', async () => {
    await given([])
    await expect.poll(() => opens(main), asPromised).toBe(true)
    expect(await works(main)).toEqual([true, true, true, true])
  })

  it('opens the protocols that it names, of its own mailbox, and leaves the password of the mailbox as it is', async () => {
    await given([
      appPassword('only-for-reading', { protocols: { ...nothing, imap: true } }),
      appPassword('only-for-sending', { protocols: { ...nothing, submission: true } }),
      appPassword('for-everything'),
    ])
    await expect.poll(() => opens('only-for-reading'), asPromised).toBe(true)
    expect(await works('only-for-reading')).toEqual([true, false, false, false])
    expect(await works('only-for-sending')).toEqual([false, false, true, false])
    expect(await works('for-everything')).toEqual([true, true, true, true])
    expect(await works(main)).toEqual([true, true, true, true])
    expect(await opens('for-everything', `bob@${name}`)).toBe(false)
  })

  it('opens nothing where the mailbox itself may not sign in', async () => {
    await given([appPassword('for-everything')], { protocols: { ...everything, pop3: false } })
    await expect.poll(() => canLogIn(machine, 'pop3', login, 'for-everything'), asPromised).toBe(false)
    expect(await opens('for-everything')).toBe(true)
    await given([appPassword('for-everything')], { enabled: false })
    await expect.poll(() => opens('for-everything'), asPromised).toBe(false)
  })

  it('is bound to addresses and networks', async () => {
    const bound = (...networks: string[]) => appPassword(`bound-to-${networks.join('-')}`, { networks })
    const [here, elsewhere, net, v6] = [
      bound(outside),
      bound('192.0.2.1', '2001:db8:ffff::/48'),
      bound('192.0.2.1', '198.51.100.0/24'),
      bound('2001:db8:ffff::1', '198.51.100.0/24'),
    ]
    await given([here, elsewhere, net, v6])
    await expect.poll(() => opens(`bound-to-${outside}`), asPromised).toBe(true)
    expect(await opens('bound-to-192.0.2.1-2001:db8:ffff::/48')).toBe(false)
    expect(await opens('bound-to-192.0.2.1-198.51.100.0/24')).toBe(true)
    expect(await opens('bound-to-2001:db8:ffff::1-198.51.100.0/24')).toBe(true)
    expect(await canLogIn(machine, 'submission', login, 'bound-to-192.0.2.1-2001:db8:ffff::/48')).toBe(false)
    expect(await canLogIn(machine, 'submission', login, `bound-to-${outside}`)).toBe(true)
  })

  it('stops at once, and so do two that change within one second', async () => {
    const [first, second, third] = [appPassword('the-first-one'), appPassword('the-second-one'), appPassword('the-third-one')]
    await given([first])
    await given([second])
    await given([third])
    await expect.poll(() => opens('the-third-one'), asPromised).toBe(true)
    expect(await Promise.all([opens('the-first-one'), opens('the-second-one')])).toEqual([false, false])
    await given([])
    await expect.poll(() => opens('the-third-one'), asPromised).toBe(false)
    expect(await opens(main)).toBe(true)
  })

  it('can be all that mail programs get in with', async () => {
    await given([appPassword('for-everything')], { appPasswordsOnly: true })
    await expect.poll(() => opens(main), asPromised).toBe(false)
    expect(await works(main)).toEqual([false, false, false, false])
    expect(await works('for-everything')).toEqual([true, true, true, true])
  })

  it('is looked for beside a path or a pattern in vain', async () => {
    await given([appPassword('for-everything')])
    const users = ['a@../../x', `alice/imap@${name}`, `alice+x@${name}`, `alice@../app/${name}`, `*@${name}`, `alice@${name}/../${name}`]
    expect(await Promise.all(users.map((user) => opens('for-everything', user)))).toEqual(users.map(() => false))
  })

  it('ends with its time on the host itself, and the panel finds what an agent wrote', async () => {
    const over = Math.floor(Date.now() / 1000) - 1
    const state = stateWith([appPassword('over-already', { expiresAt: over }), appPassword('over-later', { expiresAt: over + 3600 })])
    await applyStates(machine, state)
    await expect.poll(() => opens('over-already'), asPromised).toBe(true)
    const before = await ask(machine, 'read-domain', { domain: domain(name) })
    const { code, stderr } = await lab.exec(machine, ['/usr/bin/node', agentPath, 'expire'])
    expect(code, stderr).toBe(0)
    await expect.poll(() => opens('over-already'), asPromised).toBe(false)
    expect(await opens('over-later')).toBe(true)
    const after = await ask(machine, 'read-domain', { domain: domain(name) })
    expect(after.digest).not.toBe(before.digest)
    const [plan] = (await ask(machine, 'plan', { domains: [state] })).domains
    expect(plan).toMatchObject({ drifted: false, digest: after.digest })
  })

  it('is named by the log with each sign-in, and a name that imitates the log is taken as it is', async () => {
    const named = appPassword('seen-in-the-log')
    await given([named])
    await expect.poll(() => opens('seen-in-the-log'), asPromised).toBe(true)
    const forged = `alice@${name}>, method=PLAIN, rip=192.0.2.66, lip=1, app=<${named.mark}`
    const { cursor } = await readAll(null)
    await opens('seen-in-the-log')
    await canLogIn(machine, 'sieve', login, 'seen-in-the-log')
    await opens('wrong-password')
    await opens('wrong-password', forged)
    await canLogIn(machine, 'submission', login, 'wrong-password')
    const { signIns } = await readAll(cursor)
    const seen = signIns.map(({ at: _, ...signIn }) => signIn)
    const common = { login, clientAddress: outside }
    expect(seen).toContainEqual({ ...common, protocol: 'imap', result: 'signed_in', appPassword: named.mark })
    expect(seen).toContainEqual({ ...common, protocol: 'sieve', result: 'signed_in', appPassword: named.mark })
    expect(seen).toContainEqual({ ...common, protocol: 'imap', result: 'wrong', appPassword: null })
    expect(seen).toContainEqual({ ...common, protocol: 'submission', result: 'wrong', appPassword: null })
    expect(seen.filter(({ clientAddress }) => clientAddress !== outside)).toEqual([])
    expect(await readAll(cursor)).toMatchObject({ signIns: expect.arrayContaining(signIns) })
  })

  it('shows as a session, which ends when it is told to', async () => {
    await given([appPassword('stays-connected')])
    await expect.poll(() => opens('stays-connected'), asPromised).toBe(true)
    const session = lab.exec('mail2', ['/usr/bin/openssl', 's_client', '-quiet', '-connect', `${lab.address(machine)}:993`], {
      stdin: `a LOGIN ${login} stays-connected\r\nb IDLE\r\n`,
      deadlineMs: 20_000,
    })
    session.catch(() => undefined)
    const open = async () => (await ask(machine, 'mail-sessions', { login: to(login) })).sessions
    await expect.poll(open, { timeout: 5_000 }).toEqual([{ protocol: 'imap', clientAddress: outside, connections: 1 }])
    await ask(machine, 'kick', { logins: [to(login)], clientAddress: '192.0.2.9' })
    expect(await open()).toHaveLength(1)
    await ask(machine, 'kick', { logins: [to(login)], clientAddress: outside })
    await expect.poll(open, { timeout: 5_000 }).toEqual([])
  })

  async function readAll(from: string | null) {
    const signIns = []
    let cursor = from
    for (let done = false; !done; ) {
      const read = await ask(machine, 'sign-ins', { cursor, limit: 500 })
      signIns.push(...read.signIns)
      cursor = read.cursor
      done = read.done
    }
    return { cursor, signIns }
  }
})

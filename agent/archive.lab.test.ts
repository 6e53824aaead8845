// Mail of a deleted mailbox: moved aside whole, brought back readable, ended for good.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machine } from '../e2e/lab/machine-under-test'
import { applyStates, ask, configure, lab, putAgent, refusal } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox, local } from './testing/given-domain'
import { asPromised, canLogIn, hasArrived, send } from './testing/mail-client'

describe('the mail of a mailbox that goes', () => {
  const name = `archive.${machine}.test`
  const mailbox = { domain: domain(name), localPart: local('leaver') }
  const address = `leaver@${name}`
  const archiveId = randomUUID()
  const home = `/var/vmail/${name}/leaver`
  const archive = `/var/vmail/.archive/${archiveId}`
  const withLeaver = givenDomain(name, { mailboxes: [givenMailbox('leaver', 'leaver-password'), givenMailbox('stays', 'stays-password')] })
  const without = givenDomain(name, { mailboxes: [givenMailbox('stays', 'stays-password')] })
  const exists = async (path: string) => (await lab.exec(machine, ['/usr/bin/test', '-e', path])).code === 0
  /** All messages of a folder, as a mail program reads them. */
  const readMail = async (folder: string, login = `leaver@${name}:leaver-password`) =>
    (
      await lab.exec('mail2', [
        '/usr/bin/curl',
        '-sk',
        '--max-time',
        '15',
        '-u',
        login,
        `imaps://${lab.address(machine)}/${folder};MAILINDEX=[1-5]`,
      ])
    ).stdout
  const tokens: string[] = []
  const deliver = async () => {
    const sent = await send(machine, { from: 'alice@other.test', to: address })
    expect(sent.accepted, sent.transcript).toBe(true)
    expect(await hasArrived(machine, address, sent.token)).toBe(true)
    tokens.push(sent.token)
  }

  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await lab.exec(machine, ['/usr/bin/rm', '-rf', `/var/vmail/${name}`])
    await applyStates(machine, withLeaver)
    await deliver()
    await deliver()
  })
  afterAll(async () => {
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
    await lab.exec(machine, ['/usr/bin/rm', '-rf', `/var/vmail/${name}`, archive])
  })

  it('is counted as it lies there, also what a mail program put into a folder of its own', async () => {
    const url = `imaps://${lab.address(machine)}/Kept`
    const program = ['/usr/bin/curl', '-sk', '--max-time', '15', '-u', `${address}:leaver-password`]
    await lab.exec('mail2', [...program, `imaps://${lab.address(machine)}/`, '-X', 'CREATE Kept'])
    const message = `/tmp/${archiveId}`
    await lab.writeFile('mail2', message, 'Subject: kept\r\n\r\nkept-by-hand\r\n')
    const copied = await lab.exec('mail2', [...program, '-T', message, url])
    await lab.exec('mail2', ['/usr/bin/rm', '-f', message])
    expect(copied.code, copied.stderr).toBe(0)
    const { usage } = await ask(machine, 'mailbox-usage', { mailboxes: [mailbox] })
    expect(usage[0]).toMatchObject({ messages: 3 })
    expect(usage[0]?.bytes).toBeGreaterThan(600)
  })

  it('goes into the archive, where nobody but root and the mail account reads it; asked twice it is the same', async () => {
    const before = (await ask(machine, 'mailbox-usage', { mailboxes: [mailbox] })).usage[0]
    await applyStates(machine, without)
    const moved = await ask(machine, 'archive-mailbox', { ...mailbox, archiveId })
    expect(moved).toEqual({ bytes: before?.bytes, messages: 3 })
    expect(await ask(machine, 'archive-mailbox', { ...mailbox, archiveId })).toEqual(moved)
    expect(await exists(home)).toBe(false)
    const { stdout } = await lab.exec(machine, ['/usr/bin/stat', '-c', '%U %a', '/var/vmail/.archive'])
    expect(stdout).toBe('root 700\n')
    await expect.poll(() => canLogIn(machine, 'imap', address, 'leaver-password'), asPromised).toBe(false)
    expect((await send(machine, { from: 'alice@other.test', to: address })).transcript).toContain('550 5.1.1')
  })

  it('comes back, is read by a mail program, and new mail joins it', async () => {
    await applyStates(machine, withLeaver)
    // A login before the mail is back makes an empty mailbox, which must not stand in the way.
    await expect.poll(() => canLogIn(machine, 'imap', address, 'leaver-password'), asPromised).toBe(true)
    expect(await ask(machine, 'restore-mailbox', { ...mailbox, archiveId })).toMatchObject({ messages: 3 })
    expect(await exists(archive)).toBe(false)
    await deliver()
    const inbox = await readMail('INBOX')
    for (const token of tokens) expect(inbox).toContain(token)
    expect(await readMail('Kept')).toContain('kept-by-hand')
  })

  it('is not put over mail that came meanwhile', async () => {
    await ask(machine, 'archive-mailbox', { ...mailbox, archiveId })
    await deliver()
    expect((await refusal(machine, 'restore-mailbox', { ...mailbox, archiveId })).code).toBe('drift')
    expect(await readMail('INBOX')).toContain(tokens.at(-1))
    expect(await exists(archive)).toBe(true)
  })

  it('ends with the archive, and only there', async () => {
    const other = randomUUID()
    expect(await ask(machine, 'purge-archive', { archiveIds: [archiveId, other] })).toEqual({ purged: [archiveId, other] })
    expect(await exists(archive)).toBe(false)
    expect(await readMail('INBOX')).toContain(tokens.at(-1))
    expect((await refusal(machine, 'restore-mailbox', { ...mailbox, archiveId })).code).toBe('not_found')
  })

  it('is not followed through a symbolic link', async () => {
    await lab.exec(machine, ['/usr/bin/ln', '-s', '/etc', `/var/vmail/${name}/linked`])
    const linked = { domain: domain(name), localPart: local('linked'), archiveId: randomUUID() }
    expect((await refusal(machine, 'archive-mailbox', linked)).code).toBe('config_refused')
    expect(await exists('/etc/passwd')).toBe(true)
  })
})

// Mail that the panel sends, through Postfix of a real host to the outside world.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machine } from '../e2e/lab/machine-under-test'
import { applyStates, ask, configure, lab, putAgent, refusal } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'

const name = `sender.${machine}.test`
const from = `postern@${name}`
const to = 'alice@other.test'
const written = (token: string, { sender = from, recipient = to, more = '' } = {}) =>
  `Auto-Submitted: auto-generated\nFrom: Acme <${sender}>\nTo: ${recipient}\nSubject: ${token}\nMessage-ID: <${token}@${name}>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n${more}\n${token}\n.\nbehind a single dot\n`

async function outsideHas(token: string): Promise<string> {
  const find = () => lab.exec('mail2', ['/usr/bin/grep', '-rls', token, '/var/vmail/other.test/alice/Maildir/new'])
  await expect.poll(async () => (await find()).code, { timeout: 15_000, interval: 150 }).toBe(0)
  return lab.readFile('mail2', (await find()).stdout.trim())
}

describe('send-message', () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await applyStates(
      machine,
      givenDomain(name, { mailboxes: [givenMailbox('postern', 'postern-password')], aliasDomains: [domain(`mirror-${name}`)] }),
    )
  })
  afterAll(() => applyStates(machine, { kind: 'absent', domain: domain(name) }))

  it('reaches the outside with its envelope sender and every line', async () => {
    const token = randomUUID()
    const message = written(token)
    expect(await ask(machine, 'send-message', { from, to, message })).toEqual({ bytes: message.length })
    const text = await outsideHas(token)
    expect(text).toContain(`Return-Path: <${from}>`)
    expect(text).toContain('Auto-Submitted: auto-generated')
    expect(text).toMatch(/\n\.\r?\nbehind a single dot/)
  })

  it('is not sent as a domain that is not here, whatever the header says', async () => {
    for (const sender of ['postern@other.test', `postern@gone-${name}`, `postern@mirror-${name}`])
      expect(await refusal(machine, 'send-message', { from: sender, to, message: written('x', { sender }) })).toMatchObject({
        code: 'send_refused',
      })
  })

  it.each([
    ['an option as recipient', { to: '-oQ/tmp@other.test' }],
    ['two recipients', { to: 'alice@other.test,bob@other.test' }],
    ['a line end in the sender', { from: `postern@${name}\nBcc: bob@other.test` }],
    ['a program as recipient', { to: '|/bin/sh@other.test' }],
    ['more than 64 KiB', { message: written('x') + 'x\n'.repeat(40_000) }],
  ])('with %s is refused before anything is started', async (_, wrong) => {
    const input = { from, to, message: written('x'), ...wrong }
    expect(await refusal(machine, 'send-message', input)).toMatchObject({ code: 'invalid_request' })
  })

  it('with Bcc is refused, and the log tells of from, to and size, never of the text', async () => {
    const token = randomUUID()
    const more = 'Bcc: bob@other.test\n'
    expect(await refusal(machine, 'send-message', { from, to, message: written(token, { more }) })).toMatchObject({ code: 'send_refused' })
    const log = await lab.exec(machine, ['/usr/bin/tail', '-n', '1', '/var/log/postern/agent.log'])
    expect(JSON.parse(log.stdout)).toMatchObject({ op: 'send-message', outcome: 'send_refused', from, to })
    expect(log.stdout).not.toContain(token)
  })
})

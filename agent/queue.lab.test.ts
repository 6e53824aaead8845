// Postfix's queue as the panel sees it and acts on it: real deferred messages, on Debian 12 and Debian 13.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueueAction, QueueFilter, QueueScope } from '#lib/protocol/queue'
import { machine } from '../e2e/lab/machine-under-test'
import { applyStates, ask, configure, lab, putAgent, refusal } from './testing/agent-on-host'
import { domain, givenDomain, givenMailbox } from './testing/given-domain'
import { send } from './testing/mail-client'

const name = `queue.${machine}.test`
const other = `other-queue.${machine}.test`
/** Nobody answers there: mail for it waits. */
const away = '[192.0.2.250]'
const all = { filter: {}, scope: null } as const
const shell = (script: string) => lab.exec(machine, ['/bin/bash', '-c', script], { deadlineMs: 120_000 })

const put = (sender: string, recipients: readonly string[], subject: string) =>
  lab.exec(machine, ['/usr/sbin/sendmail', '-i', '-f', sender, '--', ...recipients], {
    stdin: `From: <${sender}>\nTo: somebody\nSubject: ${subject}\n\nthe text of ${subject}\n`,
  })
const rows = async (filter: QueueFilter = {}, scope: QueueScope = null) =>
  (await ask(machine, 'queue-list', { filter, scope, want: { kind: 'rows', limit: 100, order: 'oldest' } })).rows
const settled = async (count: number, filter: QueueFilter = {}) =>
  expect.poll(async () => (await rows({ queues: ['deferred'], ...filter })).length, { timeout: 20_000, interval: 300 }).toBe(count)
const act = async (action: QueueAction, ids: string[], scope: QueueScope = null, text: string | null = null) =>
  (await ask(machine, 'queue-act', { action, ids, scope, text })).outcomes
const idOf = async (sender: string) => (await rows({ sender }))[0]?.id ?? 'none'
const empty = () => shell('postsuper -d ALL >/dev/null 2>&1')

describe('the queue', () => {
  beforeAll(async () => {
    await putAgent(machine)
    await configure(machine)
    await applyStates(machine, givenDomain(name, { mailboxes: [givenMailbox('alice', 'alice-password')] }))
    await empty()
    await put(`alice@${name}`, [`bob@${away}`], 'mine')
    await put(`eve@${other}`, [`bob@${away}`, `carol@${away}`], 'theirs')
    await put('stranger@far.test', [`bob@${away}`], '<script>alert(1)</script>')
    await put('"<img src=x>"@far.test', [`"<b>bold</b>"@${away}`], 'hostile')
  })
  afterAll(async () => {
    await empty()
    await ask(machine, 'write-hold-rules', { rules: [] })
    await applyStates(machine, { kind: 'absent', domain: domain(name) })
  })

  it('is counted from its directories, by age', async () => {
    await settled(4)
    const { queues } = await ask(machine, 'queue-counts', {})
    const deferred = queues.find(({ queue }) => queue === 'deferred')
    expect(deferred).toMatchObject({ messages: 4, ages: [4, 0, 0, 0, 0, 0] })
    expect(Date.now() - Date.parse(deferred?.oldestAt ?? '')).toBeLessThan(60_000)
    expect(queues.map(({ queue }) => queue)).toEqual(['maildrop', 'incoming', 'active', 'deferred', 'hold', 'corrupt'])
  })

  it('that cannot be read is an error, never empty', async () => {
    await shell('mv /var/spool/postfix/deferred /var/spool/postfix/deferred-away')
    try {
      expect(await refusal(machine, 'queue-counts', {})).toMatchObject({ code: 'queue_unreadable' })
    } finally {
      await shell('rmdir /var/spool/postfix/deferred; mv /var/spool/postfix/deferred-away /var/spool/postfix/deferred')
    }
    await shell(
      'mv /usr/sbin/postqueue /usr/sbin/postqueue-away; printf \'#!/bin/sh\\necho "{}"; echo broken >&2; exit 69\\n\' > /usr/sbin/postqueue; chmod 755 /usr/sbin/postqueue',
    )
    try {
      const want = { kind: 'rows', limit: 10, order: 'oldest' } as const
      expect(await refusal(machine, 'queue-list', { ...all, want })).toMatchObject({ code: 'queue_unreadable', message: 'broken' })
    } finally {
      await shell('mv /usr/sbin/postqueue-away /usr/sbin/postqueue')
    }
    await settled(4)
  })

  it('is filtered by sender, recipient, domain, reason and age, and cut', async () => {
    expect((await rows({ sender: `ALICE@${name}` })).length).toBe(1)
    expect((await rows({ recipient: 'carol@' })).map(({ sender }) => sender)).toEqual([`eve@${other}`])
    expect((await rows({ domain: other })).length).toBe(1)
    expect((await rows({ destination: away })).length).toBe(4)
    expect((await rows({ reason: 'UNREACHABLE' })).length).toBe(4)
    expect((await rows({ reason: 'mailbox full' })).length).toBe(0)
    expect((await rows({ olderThanSeconds: 3600 })).length).toBe(0)
    const cut = await ask(machine, 'queue-list', { ...all, want: { kind: 'rows', limit: 2, order: 'found' } })
    expect(cut).toMatchObject({ complete: false, matched: 2 })
    expect(cut.rows.length).toBe(2)
  })

  it('gives hostile senders and recipients as text', async () => {
    const [message] = await rows({ sender: '<img' })
    expect(message).toMatchObject({ sender: '"<img src=x>"@far.test', recipients: [{ address: `"<b>bold</b>"@${away}` }] })
  })

  it('is counted by destination and by reason', async () => {
    const { groups, matched } = await ask(machine, 'queue-list', { ...all, want: { kind: 'groups' } })
    expect(matched).toBe(4)
    expect(groups).toEqual([
      expect.objectContaining({
        destination: away,
        messages: 4,
        recipients: 5,
        held: false,
        reason: expect.stringContaining('unreachable'),
      }),
    ])
  })

  it('shows and gives an administrator of a domain what is theirs', async () => {
    const scope = { own: [domain(name)], others: [domain(other)] }
    const seen = await rows({}, scope)
    expect(seen.map(({ sender, actable }) => [sender, actable])).toEqual([[`alice@${name}`, true]])
    const all = await ask(machine, 'queue-list', { filter: {}, scope, want: { kind: 'ids' } })
    expect(all).toMatchObject({ matched: 1, complete: true, ids: [seen[0]?.id], domains: [name] })
    const foreign = await idOf(`eve@${other}`)
    const named = await ask(machine, 'queue-list', { filter: { ids: [foreign] }, scope, want: { kind: 'ids' } })
    expect(named).toMatchObject({ matched: 0, ids: [], domains: [] })
    expect(await act('delete', [foreign], scope)).toEqual(['gone'])
    expect(await refusal(machine, 'queue-message', { id: foreign, scope, body: false })).toMatchObject({ code: 'not_found' })
    expect((await rows({ sender: `eve@${other}` })).length).toBe(1)
  })

  it('lets one message be looked into: envelope, header, text', async () => {
    const id = await idOf(`eve@${other}`)
    const shown = await ask(machine, 'queue-message', { id, scope: null, body: true })
    expect(shown.message).toMatchObject({ id, queue: 'deferred', sender: `eve@${other}`, hidden: 0 })
    expect(shown.message.recipients).toEqual([
      { address: `bob@${away}`, reason: expect.stringContaining('unreachable') },
      { address: `carol@${away}`, reason: expect.stringContaining('unreachable') },
    ])
    expect(Buffer.from(shown.header, 'base64').toString()).toContain('Subject: theirs')
    expect(Buffer.from(shown.body ?? '', 'base64').toString()).toContain('the text of theirs')
    expect((await ask(machine, 'queue-message', { id, scope: null, body: false })).body).toBeNull()
    expect(await refusal(machine, 'queue-message', { id: 'ABCDEF', scope: null, body: true })).toMatchObject({ code: 'not_found' })
    const log = await shell('tail -n 3 /var/log/postern/agent.log')
    expect(log.stdout).toContain(`"action":"read","messages":["${id}"]`)
  })

  it('holds, releases, tries now, puts in anew and deletes, and says what became of each', async () => {
    const id = await idOf('stranger@far.test')
    expect(await act('hold', [id, 'ABCDEF'])).toEqual(['done', 'gone'])
    expect((await rows({ queues: ['hold'] })).map((row) => row.id)).toEqual([id])
    expect(await act('retry', [id])).toEqual(['gone'])
    expect(await act('release', [id])).toEqual(['done'])
    await settled(4)
    const attempts = async () => (await shell(`journalctl --no-pager | grep -c '${id}: to=<bob'; true`)).stdout
    const before = await attempts()
    expect(await act('retry', [id])).toEqual(['done'])
    await expect.poll(attempts, { timeout: 15_000 }).not.toBe(before)
    await settled(4)
    expect(await act('requeue', [id])).toEqual(['done'])
    await settled(4)
    const anew = await idOf('stranger@far.test')
    expect(await act('delete', [anew, anew])).toEqual(['done', 'done'])
    expect(await idOf('stranger@far.test')).toBe('none')
  })

  it('returns a message with a text of our own, and nothing but its header', async () => {
    const token = `returned-${Date.now()}`
    await put('alice@other.test', [`bob@${away}`], token)
    await settled(4)
    const id = await idOf('alice@other.test')
    expect(await act('bounce', [id], null, 'Please write to bob by post.\n¡Adiós!')).toEqual(['done'])
    const find = () => lab.exec('mail2', ['/usr/bin/grep', '-rls', id, '/var/vmail/other.test/alice/Maildir/new'])
    await expect.poll(async () => (await find()).code, { timeout: 20_000, interval: 200 }).toBe(0)
    const report = await lab.readFile('mail2', (await find()).stdout.trim().split('\n')[0] ?? '')
    expect(report).toContain('Return-Path: <>')
    expect(report).toContain(`Final-Recipient: rfc822; bob@${away}`)
    const texts = [...report.matchAll(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, text = '']) =>
      Buffer.from(text, 'base64').toString(),
    )
    expect(texts[0]).toBe('Please write to bob by post.\n¡Adiós!\n')
    expect(texts[1]).toContain(`Subject: ${token}`)
    expect(texts.join('')).not.toContain(`the text of ${token}`)
    expect(await idOf('alice@other.test')).toBe('none')
    expect(await refusal(machine, 'queue-act', { action: 'bounce', ids: [id], scope: null, text: null })).toMatchObject({
      code: 'invalid_request',
    })
  })

  it('holds by rules from the next connection on', async () => {
    const to = `alice@${name}`
    const rule = (kind: 'sender' | 'recipient' | 'client', pattern: string) =>
      ask(machine, 'write-hold-rules', { rules: [{ kind, pattern }] })
    const isHeld = async (from: string) => {
      const sent = await send(machine, { from, to })
      expect(sent.accepted, sent.transcript).toBe(true)
      return (await rows({ queues: ['hold'], sender: from })).length > 0
    }
    expect(await rule('sender', 'far.test')).toEqual({ changed: true, inForce: true })
    expect(await isHeld('one@far.test')).toBe(true)
    expect(await isHeld('two@sub.far.test')).toBe(true)
    expect(await isHeld('three@near.test')).toBe(false)
    await rule('recipient', to)
    expect(await isHeld('four@near.test')).toBe(true)
    expect(await ask(machine, 'hold-rules', {})).toEqual({ rules: [{ kind: 'recipient', pattern: to }], inForce: true })
    await rule('client', lab.address('mail2').split('.').slice(0, 3).join('.'))
    expect(await isHeld('five@near.test')).toBe(true)
    await ask(machine, 'write-hold-rules', { rules: [] })
    expect(await isHeld('six@near.test')).toBe(false)
    expect(await ask(machine, 'write-hold-rules', { rules: [] })).toEqual({ changed: false, inForce: true })
    for (const pattern of ['-oQ@x.test', 'a b', 'x\ny.test', '/etc/passwd', '300.1.2.3', 'cidr:/x'])
      expect(await refusal(machine, 'write-hold-rules', { rules: [{ kind: 'sender', pattern }] })).toMatchObject({
        code: 'invalid_request',
      })
  })

  it('knows what the tables of the host answer', async () => {
    const { answers } = await ask(machine, 'lookup', {
      questions: [
        { table: 'virtual_mailbox_domains', key: name },
        { table: 'virtual_alias_maps', key: `alice@${name}` },
        { table: 'virtual_alias_maps', key: `nobody@${name}` },
        { table: 'smtpd_sender_login_maps', key: `ALICE@${name}` },
      ],
    })
    expect(answers).toEqual(['OK', `alice@${name}`, null, `alice@${name}`])
    expect(await refusal(machine, 'lookup', { questions: [{ table: '/etc/shadow', key: 'root' }] })).toMatchObject({
      code: 'invalid_request',
    })
  })
})

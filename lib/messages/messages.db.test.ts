import { expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { directQuery } from '#lib/db/direct'
import { asOwner, givenAdministrator, givenDomain, givenHost, givenMailbox, unique } from '#lib/db/testing'
import { eraseTraces } from '#lib/traces/erase-traces'
import { keepLines, newQueueId, stampAt } from '#lib/traces/testing'
import { eraseTraces as askToErase, updateTraceSettings } from './commands'
import { listLogLines, listPrograms } from './line-queries'
import { getMessage, listMessages } from './queries'

const start = Date.now() - 3_600_000
const stamp = (second: number) => stampAt(start, second)
const queueId = newQueueId

async function givenWorld() {
  const host = await givenHost()
  const [own, other] = [await givenDomain({ hostId: host.id }), await givenDomain({ hostId: host.id })]
  const ann = await givenMailbox(own, 'ann')
  const bob = await givenMailbox(other, 'bob')
  const tell = (...texts: string[]) => keepLines(host.id, texts)
  const person = (mailbox: { id: string; address: string }) => ({
    kind: 'mailbox' as const,
    id: mailbox.id,
    name: mailbox.address,
    via: 'me' as const,
  })
  return { host, own, other, ann: { ...ann, actor: person(ann) }, bob: { ...bob, actor: person(bob) }, tell }
}

const arrived = (id: string, from: string, sasl: string | null = null, second = 0) => [
  `${stamp(second)} m postfix/smtpd[1]: ${id}: client=mx.example.net[192.0.2.7]${sasl ? `, sasl_method=PLAIN, sasl_username=${sasl}` : ''}`,
  `${stamp(second)} m postfix/cleanup[2]: ${id}: message-id=<${id}@example.net>`,
  `${stamp(second + 1)} m postfix/qmgr[3]: ${id}: from=<${from}>, size=600, nrcpt=1 (queue active)`,
]
const went = (id: string, to: string, words: string, second = 2, original: string | null = null) =>
  `${stamp(second)} m postfix/smtp[4]: ${id}: to=<${to}>,${original ? ` orig_to=<${original}>,` : ''} relay=mx.example.com[203.0.113.9]:25, delay=1, delays=0/0/0/1, ${words}`

it('a message is found by the beginning of what it is known by, and by several words at once', async () => {
  const { tell, ann, host } = await givenWorld()
  const [id, mark] = [queueId(), unique()]
  await tell(...arrived(id, `s-${mark}@example.net`), went(id, ann.address, 'dsn=4.4.1, status=deferred (timed out)'))
  const owner = await asOwner()
  const found = async (search: string) => (await listMessages(owner, { search, host: host.name })).rows.map((row) => row.queueId)
  for (const search of [
    id,
    id.toLowerCase().slice(0, 8),
    ann.address,
    `s-${mark}`,
    `<${id}@example.net>`,
    '192.0.2.7',
    `4.4.1 ${ann.address}`,
    'mx.example.com',
  ])
    expect(await found(search), search).toEqual([id])
  expect(await found(`${id} nobody@example.org`)).toEqual([])
  expect(await found("x' or '1'='1")).toEqual([])
  expect((await listMessages(owner, { host: host.name, state: 'deferred' })).rows).toHaveLength(1)
  expect((await listMessages(owner, { host: host.name, state: 'bounced' })).rows).toEqual([])
})

it('a subject that header_checks logged is found and shown as it is read, not as it travelled', async () => {
  const { tell, ann, host } = await givenWorld()
  const id = queueId()
  const [client, accepted, queued] = arrived(id, 's@example.net') as [string, string, string]
  const subject = '=?UTF-8?Q?Caf=C3=A9=E2=80=AE_ma=C3=B1ana?='
  const words = `warning: header Subject: ${subject} from mx.example.net[192.0.2.7]; from=<s@example.net> to=<${ann.address}> proto=ESMTP helo=<mx>`
  await tell(
    client,
    accepted,
    `${stamp(0)} m postfix/cleanup[2]: ${id}: ${words}`,
    queued,
    went(id, ann.address, 'dsn=2.0.0, status=sent (ok)'),
  )
  const owner = await asOwner()
  for (const search of ['café', 'MAÑANA', 'caf'])
    expect((await listMessages(owner, { search, host: host.name })).rows.map((row) => [row.queueId, row.subject])).toEqual([
      [id, 'Café mañana'],
    ])
  expect((await listMessages(owner, { search: '=?utf-8?', host: host.name })).rows).toEqual([])
})

it('pages go both ways through the same order', async () => {
  const { tell, ann, host } = await givenWorld()
  const ids = Array.from({ length: 7 }, queueId)
  for (const [at, id] of ids.entries())
    await tell(...arrived(id, `x@example.net`, null, at * 10), went(id, ann.address, 'dsn=2.0.0, status=sent (ok)', at * 10 + 2))
  const owner = await asOwner()
  const of = (cursor?: string) => listMessages(owner, { search: ann.address, host: host.name }, { limit: 3, ...(cursor && { cursor }) })
  const first = await of()
  const second = await of(first.next ?? '')
  const third = await of(second.next ?? '')
  expect([first, second, third].flatMap(({ rows }) => rows.map((row) => row.queueId))).toEqual(ids.toReversed())
  expect(third.next).toBeNull()
  expect((await of(second.previous ?? '')).rows).toEqual(first.rows)
  await expect(of('not a cursor')).rejects.toMatchObject({ code: 'invalid_request' })
})

it('who manages a domain sees its part, and a stranger who borrows its name shows them nothing', async () => {
  const { tell, own, other, ann, bob } = await givenWorld()
  const [mine, theirs, both, spoofed] = [queueId(), queueId(), queueId(), queueId()]
  await tell(...arrived(mine, ann.address, ann.address), went(mine, bob.address, 'dsn=5.1.1, status=bounced (no such user)'))
  await tell(...arrived(theirs, 'x@example.net', null, 10), went(theirs, bob.address, 'dsn=2.0.0, status=sent (ok)', 12))
  await tell(
    ...arrived(both, 'x@example.net', null, 20),
    went(both, bob.address, 'dsn=5.1.1, status=bounced (<secret@elsewhere.test> no)', 22),
    went(both, ann.address, 'dsn=2.0.0, status=sent (ok)', 23),
  )
  await tell(...arrived(spoofed, ann.address, null, 30), went(spoofed, bob.address, 'dsn=2.0.0, status=sent (ok)', 32))
  const admin = await givenAdministrator('domain_admin', [own])
  const { rows } = await listMessages(admin)
  expect(rows.map((row) => row.queueId)).toEqual([both, mine])
  const seen = await getMessage(admin, rows[0]?.id ?? '')
  expect(seen).toMatchObject({ hidden: 1, state: 'handed-over', recipients: [ann.address], lines: null })
  expect(JSON.stringify(seen)).not.toContain(bob.address)
  expect(JSON.stringify(seen)).not.toContain('secret')
  // Nor does a search by what is hidden tell that it is there.
  expect((await listMessages(admin, { search: `${both} ${bob.address}` })).rows).toEqual([])
  expect((await listMessages(admin, { search: `${both} ${ann.address}` })).rows).toHaveLength(1)
  expect((await listMessages(admin, { search: both, state: 'bounced' })).rows).toEqual([])
  expect(await getMessage(admin, rows[1]?.id ?? '')).toMatchObject({
    hidden: 0,
    recipientViews: [{ address: bob.address, advice: { code: 'unknown-recipient' } }],
  })
  const [foreign] = (await listMessages(await asOwner(), { search: theirs })).rows
  await expect(getMessage(admin, foreign?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  const nameless = queueId()
  await tell(`${stamp(40)} m postfix/smtpd[1]: ${nameless}: client=mx.example.net[192.0.2.7]`)
  const [bare] = (await listMessages(await asOwner(), { search: nameless })).rows
  await expect(getMessage(admin, bare?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  await expect(listMessages(admin, {}, {}, other.name)).rejects.toMatchObject({ code: 'not_found' })
  await expect(listLogLines(admin)).rejects.toMatchObject({ code: 'forbidden' })
})

it('a person sees their own, and of a group neither its members nor its other readers', async () => {
  const { tell, own, ann, bob } = await givenWorld()
  const [sent, got, refused] = [queueId(), queueId(), queueId()]
  const team = `team@${own.name}`
  await tell(...arrived(sent, ann.address, ann.address), went(sent, bob.address, 'dsn=2.0.0, status=sent (ok)', 2, team))
  await tell(
    ...arrived(got, 'x@example.net', null, 10),
    went(got, ann.address, 'dsn=2.0.0, status=sent (ok)', 12, team),
    went(got, bob.address, 'dsn=2.0.0, status=sent (ok)', 12, team),
  )
  await tell(
    `${stamp(20)} m postfix/smtpd[7]: NOQUEUE: reject: RCPT from a[192.0.2.7]: 554 5.7.1 <${ann.address}>: Recipient address rejected: Access denied; from=<x@example.net> to=<${ann.address}> proto=ESMTP helo=<${refused}>`,
  )
  const { rows } = await listMessages(ann.actor)
  expect(rows.map(({ state }) => state)).toEqual(['refused', 'handed-over', 'handed-over'])
  const own1 = await getMessage(ann.actor, rows[2]?.id ?? '')
  expect(own1).toMatchObject({ queueId: sent, recipientViews: [{ address: null, original: team }], lines: null })
  expect(JSON.stringify(own1)).not.toContain(bob.address)
  const theirs = await getMessage(ann.actor, rows[1]?.id ?? '')
  expect(theirs).toMatchObject({ hidden: 1 })
  expect(JSON.stringify(theirs)).not.toContain(bob.address)
  const [onlyBob] = (await listMessages(bob.actor, { search: got })).rows
  expect(onlyBob?.id).toBe(rows[1]?.id)
  await expect(getMessage(bob.actor, rows[0]?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
})

it('the panel says what it knows of a cause: who disabled the mailbox, and when', async () => {
  const { tell, ann } = await givenWorld()
  const owner = await asOwner()
  await db().mailbox.update({ where: { id: ann.id }, data: { enabled: false } })
  const id = queueId()
  await tell(
    `${stamp(20)} m postfix/smtpd[7]: NOQUEUE: reject: RCPT from a[192.0.2.7]: 550 5.1.1 <${ann.address}>: Recipient address rejected: User unknown in virtual mailbox table; from=<x@example.net> to=<${ann.address}> proto=ESMTP helo=<${id}>`,
  )
  const [row] = (await listMessages(owner, { search: ann.address })).rows
  expect(await getMessage(owner, row?.id ?? '')).toMatchObject({
    state: 'refused',
    facts: [{ code: 'mailbox_disabled', subject: ann.address }],
    recipientViews: [{ advice: { code: 'unknown-recipient' } }],
    lines: [{ raw: expect.stringContaining('NOQUEUE') }],
  })
})

it('erased traces are gone from lines, stories and what they are found by', async () => {
  const { tell, ann, bob, own } = await givenWorld()
  const id = queueId()
  await tell(
    ...arrived(id, ann.address.toUpperCase(), ann.address),
    went(id, bob.address, 'dsn=2.0.0, status=sent (ok)'),
    `${stamp(3)} m postfix/note[1]: long${ann.address} stays`,
  )
  const owner = await asOwner()
  await expect(askToErase(await givenAdministrator('admin'), { address: ann.address })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await askToErase(owner, { address: 'no address' })).toMatchObject({ ok: false })
  expect(await askToErase(owner, { address: ann.address })).toMatchObject({ ok: true })
  await eraseTraces(ann.address)
  await eraseTraces(ann.address)
  expect((await listMessages(owner, { search: ann.address })).rows).toEqual([])
  const [row] = (await listMessages(owner, { search: id })).rows
  const after = await getMessage(owner, row?.id ?? '')
  expect(JSON.stringify(after).toLowerCase()).not.toContain(ann.address)
  expect(after.sender).toBe('erased@erased.invalid')
  const left = await directQuery<{ raw: string }>('select raw from "LogLine" where raw ilike $1', [`%${ann.address}%`])
  expect(left.map(({ raw }) => raw)).toEqual([expect.stringContaining(`long${ann.address}`)])
  await tell(`${stamp(9)} m postfix/qmgr[3]: ${id}: removed`)
  expect(await getMessage(owner, row?.id ?? '')).toMatchObject({ ended: true, sender: 'erased@erased.invalid' })
  expect(own.name).toBeTruthy()
})

it('lines are found by text, program and meaning, and unknown ones are counted', async () => {
  const { tell, host } = await givenWorld()
  const mark = unique()
  await tell(
    `${stamp(1)} m postfix/smtpd[1]: connect from a[192.0.2.1]`,
    `${stamp(2)} m amazing-daemon[1]: what ${mark} means nobody knows`,
    `${stamp(3)} m postfix/smtpd[1]: warning: ${mark} is wrong`,
  )
  const owner = await asOwner()
  const found = async (filter: object) =>
    (await listLogLines(owner, { host: host.name, ...filter })).rows.map(({ text, tone }) => [tone, text])
  expect(await found({ search: mark.toUpperCase() })).toHaveLength(2)
  expect(await found({ tone: 'unknown' })).toEqual([['unknown', `what ${mark} means nobody knows`]])
  expect(await found({ tone: 'warn' })).toEqual([['warn', `warning: ${mark} is wrong`]])
  expect(await found({ program: 'postfix/smtpd' })).toHaveLength(2)
  expect(await listPrograms(owner)).toContainEqual({ host: host.name, program: 'amazing-daemon', lines: 1, unknown: 1 })
})

it('how long is kept is for owners to say, and the second of two is told', async () => {
  const owner = await asOwner()
  expect(await updateTraceSettings(owner, 0, { logDays: 7 })).toMatchObject({ ok: true, value: { logDays: 7, messageDays: 90 } })
  expect(await updateTraceSettings(owner, 0, { logDays: 8 })).toMatchObject({ ok: false, refusals: [{ code: 'conflict' }] })
  expect(await updateTraceSettings(owner, 1, { logDays: 0 })).toMatchObject({ ok: false })
  await expect(updateTraceSettings(await givenAdministrator('auditor'), 1, { logDays: 9 })).rejects.toMatchObject({ code: 'forbidden' })
})

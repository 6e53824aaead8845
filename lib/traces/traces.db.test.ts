import { expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { directQuery } from '#lib/db/direct'
import { givenHost, unique } from '#lib/db/testing'
import type { Story } from '#lib/logs/story'
import { makeLog } from '#lib/logs/testing'
import { restoreStory } from './kept-story'
import { dayMs, ensureDays, listDays } from './partitions'
import { keepTraces } from './retention'
import { keepLines, stampAt } from './testing'

const start = Date.now() - 6 * 3_600_000

const givenReading = async (): Promise<string> => (await givenHost()).id
const keep = (hostId: string, texts: readonly string[], turn?: number) => keepLines(hostId, texts, turn === undefined ? {} : { turn })

const storiesOf = async (hostId: string): Promise<Story[]> =>
  (
    await directQuery<{ id: string; hostId: string; story: unknown }>(
      'select id, "hostId", story from "Message" where "hostId" = $1 order by id',
      [hostId],
    )
  ).map(restoreStory)
const linesOf = async (hostId: string): Promise<string[]> =>
  (await directQuery<{ raw: string }>('select raw from "LogLine" where "hostId" = $1 order by id', [hostId])).map(({ raw }) => raw)

it('of two workers that read the same, one keeps it; what was kept is not kept again', async () => {
  const hostId = await givenReading()
  const texts = makeLog({ messages: 200, hosts: ['one'], start, seed: 7 }).lines.map(({ text }) => text)
  const both = await Promise.all([keep(hostId, texts, 0), keep(hostId, texts, 0)])
  expect(both.toSorted()).toEqual([false, true])
  expect(await keep(hostId, texts, 0)).toBe(false)
  expect(await linesOf(hostId)).toHaveLength(texts.length)
  expect(Number((await db().logReading.findUniqueOrThrow({ where: { hostId } })).lines)).toBe(texts.length)
})

it('a batch that was asked for behind a place that Postgres forgot is not kept, though the turn has come again', async () => {
  const hostId = await givenReading()
  const texts = makeLog({ messages: 20, hosts: ['one'], start, seed: 13 }).lines.map(({ text }) => text)
  await keep(hostId, texts.slice(0, 50))
  const forgotten = { mail: 'f1.1.999.' }
  expect(await keepLines(hostId, texts.slice(50), { turn: 1, from: forgotten })).toBe(false)
  expect(await keepLines(hostId, texts.slice(50), { turn: 1 })).toBe(true)
  expect(await linesOf(hostId)).toHaveLength(texts.length)
})

it('whatever fails in the middle leaves no line and no place, and the next time brings all', async () => {
  const hostId = await givenReading()
  const texts = makeLog({ messages: 50, hosts: ['one'], start, seed: 11 }).lines.map(({ text }) => text)
  const mark = unique()
  for (const table of ['LogLine', 'Message', 'MessageKey', 'FlowCount', 'LogReading']) {
    // The last statement of the transaction is the one on LogReading: each table is a point at which it may end.
    await directQuery(`create function fail_${mark}() returns trigger language plpgsql as $$ begin raise exception 'cut'; end $$`)
    await directQuery(`create trigger cut before insert or update on "${table}" for each row execute function fail_${mark}()`)
    await expect(keep(hostId, texts)).rejects.toThrow('cut')
    await directQuery(`drop trigger cut on "${table}"`)
    await directQuery(`drop function fail_${mark}()`)
    expect(await linesOf(hostId)).toEqual([])
    expect(await storiesOf(hostId)).toEqual([])
  }
  expect(await keep(hostId, texts)).toBe(true)
  expect(await linesOf(hostId)).toHaveLength(texts.length)
  expect(await storiesOf(hostId)).toHaveLength(50)
})

const stamp = (second: number) => stampAt(start, second)

it('two of our hosts tell one journey, whichever log comes first', async () => {
  for (const firstIsSender of [true, false]) {
    const [sender, receiver] = [await givenReading(), await givenReading()]
    const [one, two] = [unique().toUpperCase(), unique().toUpperCase()].map((id) => `4${id.replace(/[^0-9A-F]/g, 'A').slice(0, 9)}`)
    const sending = [
      `${stamp(0)} mail1 postfix/smtpd[1]: ${one}: client=desk[192.0.2.9], sasl_method=PLAIN, sasl_username=ann@a.test`,
      `${stamp(1)} mail1 postfix/qmgr[3]: ${one}: from=<ann@a.test>, size=600, nrcpt=1 (queue active)`,
      `${stamp(2)} mail1 postfix/smtp[4]: ${one}: to=<bob@b.test>, relay=mail2[192.0.2.8]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ${two})`,
    ]
    const receiving = [
      `${stamp(1)} mail2 postfix/smtpd[1]: ${two}: client=mail1[192.0.2.7]`,
      `${stamp(1)} mail2 postfix/qmgr[3]: ${two}: from=<ann@a.test>, size=700, nrcpt=1 (queue active)`,
    ]
    if (firstIsSender) await keep(sender, sending)
    await keep(receiver, receiving)
    if (!firstIsSender) await keep(sender, sending)
    const [[from], [to]] = [await storiesOf(sender), await storiesOf(receiver)]
    expect(from?.after).toEqual([{ why: 'next', host: receiver, queueId: two, id: to?.id }])
    expect(to?.before).toEqual([{ why: 'next', host: sender, queueId: one, id: from?.id }])
    expect(await db().openJoint.count({ where: { queueId: two as string } })).toBe(0)
  }
})

it('a visit and Dovecot’s word are joined over the edge of a batch, line by line', async () => {
  const hostId = await givenReading()
  const lines = [
    `${stamp(0)} mail1 postfix/smtpd[7]: connect from mx.example.net[192.0.2.7]`,
    `${stamp(0)} mail1 postfix/smtpd[7]: Anonymous TLS connection established from mx.example.net[192.0.2.7]: TLSv1.3 with cipher X (256/256 bits)`,
    `${stamp(1)} mail1 postfix/smtpd[7]: NOQUEUE: reject: RCPT from mx.example.net[192.0.2.7]: 550 5.1.1 <no@b.test>: Recipient address rejected: User unknown; from=<s@x.test> to=<no@b.test> proto=ESMTP helo=<mx>`,
    `${stamp(1)} mail1 postfix/smtpd[7]: NOQUEUE: reject: RCPT from mx.example.net[192.0.2.7]: 550 5.1.1 <nor@b.test>: Recipient address rejected: User unknown; from=<s@x.test> to=<nor@b.test> proto=ESMTP helo=<mx>`,
    `${stamp(2)} mail1 postfix/smtpd[7]: 4ABCDEF012: client=mx.example.net[192.0.2.7]`,
    `${stamp(3)} mail1 postfix/lmtp[8]: 4ABCDEF012: to=<bob@b.test>, relay=a[private/dovecot-lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 <bob@b.test> SeSsIoN Saved)`,
    `${stamp(3)} mail1 dovecot: lmtp(bob@b.test)<1><SeSsIoN>: sieve: msgid=<m@x>: stored mail into mailbox 'Junk'`,
    `${stamp(4)} mail1 postfix/qmgr[9]: 4ABCDEF012: removed`,
  ]
  for (const line of lines) await keep(hostId, [line])
  const [refused, message] = await storiesOf(hostId)
  expect(refused).toMatchObject({
    queueId: null,
    entry: { tls: { protocol: 'TLSv1.3' } },
    recipients: [{ address: 'no@b.test' }, { address: 'nor@b.test' }],
  })
  expect(message).toMatchObject({ entry: { tls: { protocol: 'TLSv1.3' } }, recipients: [{ filed: [{ folder: 'Junk' }] }] })
  const names = await directQuery<{ raw: string }>('select raw from "LogLine" where id = any($1::uuid[]) order by id', [message?.lines])
  expect(names.map(({ raw }) => raw)).toEqual(lines.filter((line) => !line.includes('NOQUEUE')))
})

it('what no clock can say is of the time of the reading, and NUL and half pairs are no failure', async () => {
  const hostId = await givenReading()
  await keep(hostId, [
    '1970-01-01T00:00:00.000000+00:00 mail1 postfix/smtpd[1]: connect from a[192.0.2.1]',
    '2999-01-01T00:00:00.000000+00:00 mail1 postfix/smtpd[1]: connect from a[192.0.2.1]',
    'bytes \u0000 \ud800 \\ \t end',
  ])
  expect(await linesOf(hostId)).toHaveLength(3)
  const days = await directQuery<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'partitions'`,
  )
  expect(days.filter(({ name }) => /_(1970|2999)/.test(name))).toEqual([])
})

it('a day that is too old is dropped whole, and the tables of the coming ones are there', async () => {
  const old = Date.now() - 400 * dayMs
  await ensureDays([old])
  await keepTraces()
  const days = await listDays()
  expect(days.some(({ startMs }) => startMs < Date.now() - 300 * dayMs)).toBe(false)
  expect(
    days
      .filter(({ startMs }) => startMs > Date.now())
      .map(({ table }) => table)
      .toSorted(),
  ).toEqual([...['LogLine', 'LogLine', 'Message', 'Message', 'MessageKey', 'MessageKey']])
})

// T8: what strangers put into logs is kept, and is used again as something to search for, to count by, to erase and to write into a file.
import { expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, givenMailbox, unique } from '#lib/db/testing'
import { eraseTraces } from '#lib/traces/erase-traces'
import { keepLines, newQueueId, stampAt } from '#lib/traces/testing'
import { listLogLines } from './line-queries'
import { getMessage, listMessages, messagePulse } from './queries'

const start = Date.now() - 3_600_000
const words = ["'or'1'='1", '$(touch/tmp/x)', '%', '_', '\\', '{{7*7}}', '.*', '=cmd|x!A1', '>domain', '<address', '__proto__']

async function given() {
  const host = await givenHost()
  const mailbox = await givenMailbox(await givenDomain({ hostId: host.id }))
  const kept = []
  for (const [index, word] of words.entries()) {
    const [id, mark] = [newQueueId(), unique()]
    const sender = `${word}${mark}@stranger.test`
    const stamp = (second: number) => stampAt(start, index * 10 + second)
    const relay = 'relay=h[private/dovecot-lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0'
    await keepLines(host.id, [
      `${stamp(0)} m postfix/smtpd[1]: ${id}: client=mx.example.net[192.0.2.7]`,
      `${stamp(1)} m postfix/qmgr[3]: ${id}: from=<${sender}>, size=600, nrcpt=1 (queue active)`,
      `${stamp(2)} m postfix/lmtp[4]: ${id}: to=<${mailbox.address}>, ${relay}, status=sent (250 ${word}${mark})`,
      `${stamp(3)} m postfix/qmgr[3]: ${id}: removed`,
    ])
    kept.push({ id, sender, word, mark })
  }
  return { host, mailbox, kept }
}

it('a word that was kept finds what has it, and is never more than a word', async () => {
  const { host, mailbox, kept } = await given()
  const owner = await asOwner()
  for (const { id, sender, word, mark } of kept) {
    const { rows } = await listMessages(owner, { search: sender, host: host.name })
    expect(
      rows.map(({ queueId }) => queueId),
      word,
    ).toEqual([id])
    expect((await getMessage(owner, rows[0]?.id ?? '')).sender).toBe(sender)
    const lines = await listLogLines(owner, { search: `${word}${mark}`, host: host.name })
    expect(lines.rows.length, word).toBeGreaterThan(0)
    expect(lines.rows.every(({ raw }) => raw.includes(mark))).toBe(true)
  }
  // Marks by which the audience is found are no words to search by for who may see nothing.
  const stranger = await givenAdministrator('domain_admin', [await givenDomain()])
  for (const search of [`>${mailbox.address.split('@')[1]}`, `<${mailbox.address}`, '%', '_'])
    expect((await listMessages(stranger, { search })).rows, search).toEqual([])
})

it('what a stranger’s address looks like erases nothing but that address', async () => {
  const { kept } = await given()
  const count = () => db().message.count()
  const before = await count()
  const named = kept.find(({ word }) => word === '%')
  await eraseTraces(named?.sender ?? '')
  expect(await count()).toBe(before)
  const owner = await asOwner()
  for (const { sender, word } of kept) expect((await listMessages(owner, { search: sender })).rows, word).toHaveLength(word === '%' ? 0 : 1)
})

it('a person asks after their own messages alone, also by what the page asks every few seconds', async () => {
  const { mailbox, kept } = await given()
  const other = await givenMailbox(await givenDomain())
  const [row] = (await listMessages(await asOwner(), { search: kept[0]?.sender ?? '' })).rows
  const person = ({ id, address }: { id: string; address: string }) => ({ kind: 'mailbox' as const, id, name: address, via: 'me' as const })
  expect(await messagePulse(person(mailbox), row?.id ?? '')).toMatchObject({ state: 'delivered' })
  await expect(messagePulse(person(other), row?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  await expect(getMessage(person(other), row?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
})

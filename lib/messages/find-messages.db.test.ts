import { expect, it } from 'vitest'
import { directQuery } from '#lib/db/direct'
import { givenHost, unique } from '#lib/db/testing'
import { dayMs, ensureDays } from '#lib/traces/partitions'
import { messageStates } from '#lib/traces/story-state'
import { timeId, timeOfId } from '#lib/traces/time-id'
import { findMessages, type Wanted } from './find-messages'

type Made = { id: string; hostId: string; state: string; keys: string[] }

const count = 4000
const hour = 3_600_000
const start = Math.floor(Date.now() / dayMs) * dayMs - 2 * dayMs
/** The same each time: what fails can be looked at. */
let seed = 7
function drawn(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % below
}
const one = <T>(of: readonly T[]): T => of[drawn(of.length)] as T

/** Three days; of three hosts one has hardly any; names of which some are on nearly every message, some on few, and pairs that never meet. */
async function givenMessages() {
  const mark = unique()
  const hosts = [(await givenHost()).id, (await givenHost()).id, (await givenHost()).id]
  const messages = Array.from({ length: count }, (_, at): Made => {
    const odd = at % 2 === 1
    const keys = [`${mark}-id${at}`, `${mark}-${odd ? 'odd' : 'even'}`, `${mark}-user${drawn(60)}`, `${mark}-sender${drawn(400)}`]
    if (drawn(20) > 0) keys.push(`${mark}-common`)
    if (at > 3500 || at < 40) keys.push(`${mark}-edges`)
    for (const domain of [drawn(300), drawn(300)]) keys.push(`>${mark}-${domain}.test`)
    const hostId = hosts[at % 1000 === 17 ? 2 : drawn(2)] as string
    const state = at % 500 === 3 ? 'bounced' : one(['delivered', 'handed-over', 'refused'])
    return { id: timeId((start + at * 60_000 + drawn(60_000)) * 1000, at), hostId, state, keys: [...new Set(keys)] }
  })
  await ensureDays([start, start + dayMs, start + 2 * dayMs])
  const columns = [messages.map(({ id }) => id), messages.map(({ hostId }) => hostId), messages.map(({ state }) => state)]
  await directQuery(
    `insert into "Message" (id, "hostId", state, story) select *, '{}' from unnest($1::uuid[], $2::uuid[], $3::text[])`,
    columns,
  )
  const pairs = messages.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const))
  await directQuery('insert into "MessageKey" (key, id) select * from unnest($1::text[], $2::uuid[])', [
    pairs.map(([key]) => key),
    pairs.map(([, id]) => id),
  ])
  return { mark, hosts, messages: messages.toSorted((a, b) => (a.id < b.id ? 1 : -1)) }
}

/** Newest first, by looking at each. */
function allOf(messages: readonly Made[], { search, states, hostId, sinceMs, audience }: Wanted): string[] {
  const words = search.split(' ').filter((word) => word !== '')
  return messages
    .filter(
      ({ id, ...message }) =>
        timeOfId(id) >= sinceMs &&
        (states.length === 0 || states.includes(message.state)) &&
        (hostId === null || message.hostId === hostId) &&
        (audience === null || message.keys.some((key) => audience.includes(key))) &&
        words.every((word) => message.keys.some((key) => key.startsWith(word))),
    )
    .map(({ id }) => id)
}

/** By its pages, one after another. */
async function paged(wanted: Wanted, limit: number, most: number | undefined, from?: 'last') {
  const ids: string[] = []
  let cuts = 0
  for (let cursor: string | null | undefined = from; cursor !== null; ) {
    const page = await findMessages(wanted, cursor, limit, most)
    if (page.ids.length < limit && page.back !== null) cuts++
    ids.push(...(from ? page.ids.toReversed() : page.ids))
    cursor = from ? page.previous : page.next
  }
  return { ids, cuts }
}

it('whatever is asked for together, its pages have each message once, in order, however soon a walk ends', {
  timeout: 120_000,
}, async () => {
  const { mark, hosts, messages } = await givenMessages()
  const nothing: Wanted = { search: `${mark}-`, states: [], hostId: null, sinceMs: 0, audience: null }
  const names = ['even', 'odd', 'common', 'edges', 'user1', 'user33', 'sender39', 'sender250', 'nobody', 'id317']
  const domains = (most: number) => Array.from({ length: most }, (_, at) => `>${mark}-${at}.test`)
  const audiences = [null, null, domains(1), domains(30), domains(150)]
  const questions = Array.from({ length: 60 }, (): Wanted => {
    const words = Array.from({ length: 1 + drawn(3) }, () => `${mark}-${one(names)}`)
    return {
      search: words.join(' '),
      states: one([[], [], ['bounced'], ['refused', 'delivered']]),
      hostId: one([null, null, ...hosts]),
      sinceMs: one([0, 0, start + 30 * hour]),
      audience: one(audiences),
    }
  })
  // A host alone, and one with a state.
  for (const hostId of hosts) questions.push({ ...nothing, search: '', hostId }, { ...nothing, search: '', hostId, states: ['bounced'] })
  let cuts = 0
  for (const wanted of questions) {
    const expected = allOf(messages, wanted)
    const name = JSON.stringify(wanted)
    expect((await paged(wanted, 150, undefined)).ids, name).toEqual(expected)
    const soon = await paged(wanted, 40, 60)
    expect(soon.ids, name).toEqual(expected)
    cuts += soon.cuts
    expect((await paged(wanted, 150, undefined, 'last')).ids, name).toEqual(expected.toReversed())
    expect((await paged(wanted, 40, 60, 'last')).ids, name).toEqual(expected.toReversed())
  }
  expect(cuts).toBeGreaterThan(20)
})

it('a search that ends before its page is full says back to when it looked', async () => {
  const { mark, messages } = await givenMessages()
  const wanted: Wanted = { search: `${mark}-even ${mark}-odd`, states: [], hostId: null, sinceMs: 0, audience: null }
  const page = await findMessages(wanted, undefined, 50, 300)
  expect(page.ids).toEqual([])
  expect(page.next).not.toBeNull()
  expect(page.back).toBeLessThan(timeOfId(messages[0]?.id ?? ''))
  expect(page.back).toBeGreaterThan(timeOfId(messages.at(-1)?.id ?? ''))
  // With what a walk may cost, four thousand are no reason to end.
  expect(await findMessages(wanted, undefined, 50)).toMatchObject({ ids: [], next: null, back: null })
})

it('messages of a host that is no more are found by their state', async () => {
  const mark = unique()
  const [gone, id] = ['3f1a5c1e-0000-4000-8000-000000000000', timeId((start + 5) * 1000, 1)]
  await ensureDays([start])
  await directQuery(`insert into "Message" (id, "hostId", state, story) values ($1, $2, 'probed', '{}')`, [id, gone])
  await directQuery('insert into "MessageKey" (key, id) values ($1, $2)', [`${mark}-gone`, id])
  expect(messageStates).toContain('probed')
  const wanted: Wanted = { search: '', states: ['probed'], hostId: null, sinceMs: 0, audience: null }
  expect((await findMessages(wanted, undefined, 50)).ids).toContain(id)
  expect((await findMessages({ ...wanted, search: `${mark}-gone` }, undefined, 50)).ids).toEqual([id])
})

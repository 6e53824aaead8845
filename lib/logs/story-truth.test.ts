// Of a log of known truth the stories have to say what was done.
import { expect, it } from 'vitest'
import { readEvent } from './read-event'
import { StoryBook } from './story-book'
import { byMessageId, makeLog, truthOf } from './testing'

const start = Date.UTC(2026, 10, 20, 6)
const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 21) * 1000 }

it('every message has its own story with its own fate, and none is lost or told twice', () => {
  const { lines, truths } = makeLog({ messages: 5000, hosts: ['a', 'b'], start })
  expect(new Set(truths.map(({ host, queueId }) => host + queueId)).size).toBeLessThan(truths.length / 2)
  const book = new StoryBook()
  for (const { host, text } of lines) book.add(host, readEvent(text, context))
  const stories = book.close(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).map(truthOf)
  expect(stories.sort(byMessageId)).toEqual(truths.sort(byMessageId))
}, 60_000)

it('a book that begins with what the one before it knew tells the same', () => {
  const { lines, truths } = makeLog({ messages: 1000, hosts: ['a', 'b'], start })
  let book = new StoryBook()
  const stories = new Map<string, ReturnType<typeof truthOf>>()
  let [count, turn] = [0, 0]
  for (const { host, text } of lines) {
    for (const story of book.add(host, readEvent(text, context))) stories.set(story.id, truthOf(story))
    if (++count % 100 > 0) continue
    const closed = book.close(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).sort((one, other) => one.from - other.from)
    const open = JSON.parse(JSON.stringify(closed))
    turn++
    let made = 0
    book = new StoryBook({ name: () => `${turn}.${++made}`, carry: JSON.parse(JSON.stringify(book.carry())), stories: open })
  }
  expect([...stories.values()].sort(byMessageId)).toEqual(truths.sort(byMessageId))
}, 60_000)

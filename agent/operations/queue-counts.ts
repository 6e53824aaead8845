// NAME     queue-counts - how many messages wait in each of Postfix's queues, and how long
// INPUT    nothing
// OUTPUT   per queue: messages, how many of each age, since when the oldest is there
// WRITES   nothing
// ERRORS   queue_unreadable: a directory of the queue is missing or cannot be read; it is never taken for empty
// BUGS     The age is the file's: a message that was put into the queue anew (requeue) is young again. Where the file system keeps no time
//          of birth (stat(2)), a message that is scheduled for a later attempt counts from its last change.
import { lstatSync, opendirSync } from 'node:fs'
import { ageBoundsSeconds, type QueueCount, type QueueName, queueNames } from '#lib/protocol/queue'
import { errnoOf } from '../agent-error'
import { queueFolder } from '../queue/queue-folder'
import { unreadableQueue } from '../queue/read-queue'
import type { Handler } from '../session'

export const queueCounts: Handler<'queue-counts'> = async (_session, _input, deadline) => {
  const folder = await queueFolder(deadline)
  const now = Date.now()
  const queues = queueNames.map((queue) => {
    deadline.assertTimeLeft()
    return countQueue(folder, queue, now)
  })
  return { at: new Date(now).toISOString(), queues }
}

function countQueue(folder: string, queue: QueueName, now: number): QueueCount {
  const ages = Array.from({ length: ageBoundsSeconds.length + 1 }, () => 0)
  let [messages, oldest] = [0, Number.POSITIVE_INFINITY]
  for (const bornMs of birthsBelow(`${folder}/${queue}`)) {
    messages++
    oldest = Math.min(oldest, bornMs)
    const age = (now - bornMs) / 1000
    const place = ageBoundsSeconds.findIndex((bound) => age < bound)
    const index = place === -1 ? ageBoundsSeconds.length : place
    ages[index] = (ages[index] ?? 0) + 1
  }
  return { queue, messages, ages, oldestAt: messages === 0 ? null : new Date(Math.floor(oldest)).toISOString() }
}

/** Synchronous: 100,000 promises would cost ten times what the look itself does, and the channel answers one request at a time. */
function* birthsBelow(path: string): Generator<number> {
  const folder = opened(path)
  try {
    for (let found = folder.readSync(); found; found = folder.readSync()) {
      const below = `${path}/${found.name}`
      if (found.isDirectory()) yield* birthsBelow(below)
      else if (found.isFile()) {
        const born = birthOf(below)
        if (born !== null) yield born
      }
    }
  } finally {
    folder.closeSync()
  }
}

function opened(path: string) {
  try {
    return opendirSync(path)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno) throw unreadableQueue(`${path}: ${errno}`)
    throw error
  }
}

/** null: it left while we looked. */
function birthOf(path: string): number | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return null
  return found.birthtimeMs > 0 ? found.birthtimeMs : Math.min(found.ctimeMs, found.mtimeMs)
}

// Lines as a host's agent gave them, read into events and named by their time. A time that cannot be is that of the reading: a clock that
// was wrong makes neither days of 1970 nor of next year.
import type { LogEvent } from '#lib/logs/event'
import { type ReadEvent, readEvent } from '#lib/logs/read-event'
import type { LogPart, LogSource } from '#lib/protocol/log-lines'
import { timeId } from './time-id'

export type BatchLine = { id: string; atMs: number; source: LogSource; raw: string; read: ReadEvent }
/** Microseconds of the newest line of each log: what tells the hour that happens twice. */
export type LastTimes = Partial<Record<LogSource, number>>

const dayMicros = 86_400_000_000

export type BatchInput = {
  parts: readonly LogPart[]
  zone: string
  after: LastTimes
  nowMs: number
  oldestMs: number /** Lines of this host before: those of one moment stay in order. */
  number: number
}

/** In the order of their times; `after` goes on with the next batch. */
export function readBatch({ parts, zone, after, nowMs, oldestMs, number }: BatchInput): { lines: BatchLine[]; after: LastTimes } {
  const lines: BatchLine[] = []
  const last: LastTimes = { ...after }
  const safeZone = isZone(zone) ? zone : 'UTC'
  let order = number
  for (const { source, lines: raws, writtenAt } of parts)
    for (const raw of raws) {
      const read = readEvent(raw, { zone: safeZone, reference: writtenAt, after: last[source] ?? null })
      const told = read.line.at
      const possible = told !== null && told > 0 && told < nowMs * 1000 + dayMicros
      const at = possible ? told : Math.min(writtenAt, nowMs * 1000)
      if (possible) last[source] = told
      else read.line = { ...read.line, at }
      if (at / 1000 < oldestMs) continue
      lines.push({ id: timeId(at, order++ % 2 ** 24), atMs: Math.floor(at / 1000), source, raw, read })
    }
  // Each log is in order by itself; between two of them what came first is told first.
  if (parts.filter((part) => part.lines.length > 0).length > 1) lines.sort((one, other) => (one.id < other.id ? -1 : 1))
  return { lines, after: last }
}

/** Every queue id and session by which the lines of a batch may speak of a story that began before. */
export function namesIn(lines: readonly BatchLine[]): { queueIds: Set<string>; nextQueueIds: Set<string>; sessions: Set<string> } {
  const [queueIds, nextQueueIds, sessions] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { read } of lines) {
    const { event }: { event: LogEvent } = read
    if ('queueId' in event && event.queueId) queueIds.add(event.queueId)
    if (event.kind === 'bounce') queueIds.add(event.noticeId)
    if (event.kind === 'delivery' && event.nextQueueId) nextQueueIds.add(event.nextQueueId)
    if (event.kind === 'filed' && event.session) sessions.add(event.session)
  }
  return { queueIds, nextQueueIds, sessions }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

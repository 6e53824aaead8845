// Lines as a host's agent gave them, read into events and named by their time. A time that cannot be is that of the reading: a clock that
// was wrong makes neither days of 1970 nor of next year.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogEvent } from '#lib/logs/event'
import { programName, type ReadEvent, readEvent } from '#lib/logs/read-event'
import type { LogPart, LogSource } from '#lib/protocol/log-lines'
import { timeId } from './time-id'

export type BatchLine = { id: string; atMs: number; source: LogSource; program: string; raw: string; read: ReadEvent }
/** Microseconds of the newest line of each log: what tells the hour that happens twice. */
export type LastTimes = Partial<Record<LogSource, number>>

const dayMicros = 86_400_000_000
const longestProgram = 100

export type BatchInput = {
  parts: readonly LogPart[]
  zone: string
  after: LastTimes
  nowMs: number
  oldestMs: number /** Lines of this host before: those of one moment stay in order. */
  number: number
}

/** After so many lines others have their turn: the batch before is being kept meanwhile, and goes first. */
const linesAtOnce = 100

/** In the order of their times; `after` goes on with the next batch. */
export async function readBatch({
  parts,
  zone,
  after,
  nowMs,
  oldestMs,
  number,
}: BatchInput): Promise<{ lines: BatchLine[]; after: LastTimes }> {
  const lines: BatchLine[] = []
  const last: LastTimes = { ...after }
  const safeZone = isZone(zone) ? zone : 'UTC'
  const programs = new Map<string, Map<string | null, string>>()
  let order = number
  for (const { source, lines: raws, writtenAt } of parts)
    for (const raw of raws) {
      if (lines.length % linesAtOnce === 0) await nextTurn()
      const read = readEvent(raw, { zone: safeZone, reference: writtenAt, after: last[source] ?? null })
      const told = read.line.at
      const possible = told !== null && told > 0 && told < nowMs * 1000 + dayMicros
      const at = possible ? told : Math.min(writtenAt, nowMs * 1000)
      if (possible) last[source] = told
      else read.line = { ...read.line, at }
      if (at / 1000 < oldestMs) continue
      const program = nameIn(programs, read.line)
      lines.push({ id: timeId(at, order++ % 2 ** 24), atMs: Math.floor(at / 1000), source, program, raw, read })
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

/** One text for all lines of a program. Programs are whatever a line says, so no more of them than lines. */
function nameIn(programs: Map<string, Map<string | null, string>>, { program, part }: ReadEvent['line']): string {
  let parts = programs.get(program)
  if (!parts) {
    parts = new Map()
    programs.set(program, parts)
  }
  let name = parts.get(part)
  if (name === undefined) {
    name = programName({ program, part }).slice(0, longestProgram)
    parts.set(part, name)
  }
  return name
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

// A kept line as it is shown: read again, with how it looks at a glance.
import type { LogEvent } from '#lib/logs/event'
import { shownRaw } from '#lib/logs/formats/clean-text'
import { readEvent } from '#lib/logs/read-event'
import { isDiscard, isRefusal } from '#lib/logs/story'
import { timeOfId } from '#lib/traces/time-id'
import type { LogLineView } from './schema'

export type KeptLine = { id: string; host: string; program: string; kind: string; raw: string }

const shownMax = 4000

export function lineView({ id, host, program, kind, raw }: KeptLine): LogLineView {
  const ms = timeOfId(id)
  const { line, event } = readEvent(raw, { zone: 'UTC', reference: ms * 1000 })
  return {
    id,
    at: new Date(ms).toISOString(),
    host,
    program,
    kind,
    tone: toneOf(event),
    queueId: 'queueId' in event ? (event.queueId ?? null) : null,
    text: line.text.slice(0, shownMax),
    raw: shownRaw(raw.slice(0, shownMax)),
  }
}

/** Kinds that are never more than a warning, and those that need somebody. */
const warnings = new Set<LogEvent['kind']>([
  'session-broken',
  'bad-protocol',
  'rate-limited',
  'tls-failed',
  'remote-refused',
  'remote-lost',
  'connect-failed',
  'screen-failed',
  'greylisted',
  'sign-in-failed',
  'credentials-refused',
  'bounce',
])
const failures = new Set<LogEvent['kind']>(['virus', 'milter-failed', 'remote-sign-in-failed', 'expired'])
const successes = new Set<LogEvent['kind']>(['sign-in', 'filed'])

export const warnKinds = [...warnings, 'decision', 'delivery', 'problem']
export const badKinds = [...failures, 'delivery', 'problem', 'decision']

export function toneOf(event: LogEvent): LogLineView['tone'] {
  if (event.kind === 'unknown') return 'unknown'
  if (event.kind === 'delivery') return event.status === 'sent' ? 'good' : event.status === 'bounced' ? 'bad' : 'warn'
  if (event.kind === 'problem') return event.level === 'warning' || event.level === 'info' ? 'warn' : 'bad'
  if (event.kind === 'decision') return isRefusal(event) || isDiscard(event) ? 'warn' : 'neutral'
  if (event.kind === 'scanned') return event.virus !== null ? 'bad' : 'neutral'
  if (failures.has(event.kind)) return 'bad'
  if (warnings.has(event.kind)) return 'warn'
  return successes.has(event.kind) ? 'good' : 'neutral'
}

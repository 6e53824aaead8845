// clamd(8): `instream(local): Eicar-Test-Signature(hash:68) FOUND`, `/path/file: Name FOUND`; clamav-milter: `Message … infected by Name`.
import type { LogEvent } from '../event'
import { until, wholeNumber } from '../scan'

export function parseClamav(text: string): LogEvent | null {
  if (text.endsWith(' FOUND')) return readFound(text)
  const infected = text.lastIndexOf(' infected by ')
  if (infected > 0) return { kind: 'virus', name: text.slice(infected + 13), source: text.slice(0, infected), size: null }
  if (text.startsWith('+++ Started') || text.startsWith('clamd daemon ')) {
    return {
      kind: 'program',
      what: 'daemon started',
      version: text.startsWith('clamd daemon ') ? until(text, ' ', 13) : null,
      detail: null,
    }
  }
  if (text.startsWith('--- Stopped')) return { kind: 'program', what: 'terminating', version: null, detail: null }
  if (text.startsWith('ERROR: ') || text.startsWith('WARNING: ')) {
    const level = text.startsWith('ERROR') ? 'error' : 'warning'
    return { kind: 'problem', level, queueId: null, user: null, text: text.slice(text.indexOf(' ') + 1) }
  }
  return { kind: 'note', what: 'clamav', queueId: null, text }
}

function readFound(text: string): LogEvent | null {
  const mark = text.lastIndexOf(': ')
  if (mark < 0) return null
  const found = text.slice(mark + 2, -6)
  const open = found.indexOf('(')
  const size = open < 0 ? null : wholeNumber(until(found, ')', found.lastIndexOf(':') + 1))
  return { kind: 'virus', name: open < 0 ? found : found.slice(0, open), source: text.slice(0, mark), size }
}

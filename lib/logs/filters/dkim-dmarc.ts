// opendkim(8) and opendmarc(8): `QID: words`.
import type { LogEvent } from '../event'
import { leadingQueueId } from '../postfix/queue-id'
import { between, until } from '../scan'

const dkimWords: [start: string, result: string][] = [
  ['DKIM-Signature field added', 'signed'],
  ['DKIM-Signature header added', 'signed'],
  ['DKIM verification successful', 'pass'],
  ['no signature data', 'none'],
  ['bad signature data', 'fail'],
  ['message not signed', 'unsigned'],
  ['no signing table match', 'unsigned'],
  ['no signing domain match', 'unsigned'],
  ['not authenticated', 'note'],
  ['external host', 'note'],
  ['signature verification failed', 'fail'],
  ['key retrieval failed', 'temperror'],
  ['syntax error', 'permerror'],
  ['dkim_eoh', 'error'],
  ['dkim_eom', 'error'],
  ["can't", 'error'],
  ['failed to', 'note'],
]

export function parseOpendkim(text: string): LogEvent | null {
  const queueId = leadingQueueId(text)
  if (!queueId) return readFilter(text)
  const words = text.slice(queueId.length + 2)
  const known = dkimWords.find(([start]) => words.startsWith(start))
  const result = known?.[1] ?? (words.startsWith('s=') ? signatureResult(words) : words.endsWith(' not internal') ? 'note' : null)
  if (result === null) return null
  if (result === 'note') return { kind: 'note', what: 'dkim', queueId, text: words }
  const domain = tagValue(words, 'd=')
  return {
    kind: 'dkim',
    queueId,
    result,
    domain,
    selector: tagValue(words, 's='),
    reason: result === 'signed' || result === 'pass' ? null : words,
  }
}

/** `s=sel d=example.org a=rsa-sha256 SSL error:…` */
const signatureResult = (words: string): string => (words.includes('error') || words.includes('fail') ? 'fail' : 'pass')

/** `(s=s1, d=example.test)`, `s=s1 d=example.test a=…` */
function tagValue(words: string, tag: string): string | null {
  const at = words.startsWith(tag) ? 0 : Math.max(words.indexOf(` ${tag}`), words.indexOf(`(${tag}`)) + 1
  if (at === 0 && !words.startsWith(tag)) return null
  let end = at + tag.length
  while (end < words.length && !' ,);'.includes(words[end] as string)) end++
  return words.slice(at + tag.length, end) || null
}

const results = new Set(['pass', 'fail', 'none', 'temperror', 'permerror', 'policy', 'reject', 'quarantine'])

/** `QID: example.org fail`, `QID: SPF(mailfrom): example.org pass`, `QID: ignoring Authentication-Results …` */
export function parseOpendmarc(text: string): LogEvent | null {
  const queueId = leadingQueueId(text)
  if (!queueId) return readFilter(text)
  const words = text.slice(queueId.length + 2)
  const space = words.lastIndexOf(' ')
  const result = words.slice(space + 1)
  if (space > 0 && results.has(result) && !words.slice(0, space).includes(' ')) {
    return { kind: 'dmarc', queueId, domain: words.slice(0, space), result, reason: null }
  }
  if (words.startsWith('rejected by DMARC policy for '))
    return { kind: 'dmarc', queueId, domain: words.slice(29), result: 'reject', reason: words }
  return { kind: 'note', what: 'dmarc', queueId, text: words }
}

/** `OpenDKIM Filter v2.11.0 starting (args: …)`, `… terminating with status 0, errno = 0` */
function readFilter(text: string): LogEvent | null {
  const version = between(text, ' Filter v', ' ') ?? between(text, ' Filter: ', ' ')
  if (version !== null && /^Open(?:DKIM|DMARC) /.test(text)) {
    const ends = text.includes('terminating')
    const detail = between(text, '(', ')')
    return { kind: 'program', what: ends ? 'terminating' : 'daemon started', version, detail }
  }
  const colon = until(text, ': ')
  if (
    text.startsWith('implicit authentication service') ||
    text.startsWith('trusted authentication services') ||
    text.startsWith('additional trusted')
  ) {
    return { kind: 'note', what: 'configuration', queueId: null, text }
  }
  if (/(?:error|warning|failed|refused|can't|unable)/i.test(colon) || /(?:error|failed|refused)/i.test(text)) {
    return { kind: 'problem', level: 'error', queueId: null, user: null, text }
  }
  return null
}

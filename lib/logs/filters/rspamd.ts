// rspamd's log: `<tag>; module; function: words`. The line that counts is rspamd_task_write_log's (log_format, protocol.c):
//   id: <…>, qid: <…>, ip: …, user: …, from: <…>, (default: F (soft reject): [7.50/15.00] [SYMBOL(3.00){option;},…]), len: …, time: …ms,
//   dns req: …, digest: <…>, rcpts: <…>, mime_rcpts: <…>, forced: soft reject "words"; score=nan (set by greylist)
import type { EventOf, LogEvent, ScanSymbol } from '../event'
import { between, decimal, plainAddress, until, wholeNumber } from '../scan'

export function parseRspamd(text: string): LogEvent | null {
  const tag = text.indexOf('>; ')
  const start = text.startsWith('<') && tag > 0 && tag < 24 ? tag + 3 : 0
  const functionEnd = text.indexOf(': ', start)
  if (functionEnd < 0) return null
  const name = text.slice(text.lastIndexOf(';', functionEnd) + 1, functionEnd).trimStart()
  const words = text.slice(functionEnd + 2)
  if (name === 'rspamd_task_write_log') return readScanned(words)
  if (name === 'rspamd_message_parse' && words.startsWith('loaded message')) return readLoaded(words)
  return { kind: 'note', what: name.includes(' ') ? 'rspamd' : name, queueId: null, text: words }
}

function readLoaded(words: string): LogEvent {
  return {
    kind: 'message-loaded',
    messageId: idOf(between(words, 'id: <', '>')),
    queueId: idOf(between(words, 'queue-id: <', '>')),
    size: wholeNumber(between(words, 'size: ', ';')),
  }
}

const idOf = (text: string | null): string | null => (text === null || text === '' || text === 'undef' ? null : text)

/** The verdict starts at the last ` (default: `: what stands before it a stranger may have chosen. */
function readScanned(words: string): LogEvent | null {
  const metricAt = words.indexOf('(default: ')
  const actionAt = words.indexOf('(', metricAt + 10)
  const actionEnd = words.indexOf('): [', actionAt)
  const scoreEnd = words.indexOf(']', actionEnd)
  if (metricAt < 0 || actionAt < 0 || actionEnd < 0 || scoreEnd < 0) return null
  const head = words.slice(0, metricAt)
  const symbolsEnd = words.indexOf(']), len: ', scoreEnd)
  const tail = symbolsEnd < 0 ? '' : words.slice(symbolsEnd + 2)
  const [score, limit] = words
    .slice(actionEnd + 4, scoreEnd)
    .split('/', 2)
    .map(decimal)
  const symbols = readSymbols(words.slice(scoreEnd + 3, symbolsEnd < 0 ? words.length : symbolsEnd))
  const seconds = decimal(between(tail, 'time: ', 'ms'))
  return {
    kind: 'scanned',
    ...readHead(head),
    recipients: between(tail, ', rcpts: <', '>')?.split(',').filter(Boolean) ?? [],
    action: words.slice(actionAt + 1, actionEnd),
    score: score ?? null,
    limit: limit ?? null,
    symbols,
    forced: readForced(tail),
    virus: virusOf(symbols),
    size: wholeNumber(between(tail, 'len: ', ',')),
    seconds: seconds === null ? null : Math.round(seconds * 1000) / 1_000_000,
    nextQueueId: null,
  }
}

function readHead(head: string): Pick<EventOf<'scanned'>, 'messageId' | 'queueId' | 'address' | 'user' | 'sender'> {
  const queueAt = head.lastIndexOf('>, qid: <')
  const rest = queueAt < 0 ? head : head.slice(queueAt + 3)
  const address = between(rest, ', ip: ', ',')
  return {
    messageId: queueAt < 0 ? null : idOf(head.slice(head.indexOf('<') + 1, queueAt)),
    queueId: idOf(between(rest, 'qid: <', '>')),
    address: address === null ? null : plainAddress(address),
    user: between(rest, ', user: ', ', '),
    sender: between(rest, 'from: <', '>, ') ?? between(rest, 'from: <', '>'),
  }
}

/** `NAME(3.00){option;option;},NAME(…){…}`; an option is any text, so a symbol ends at `},` with a name and a bracket behind it. */
function readSymbols(text: string): ScanSymbol[] {
  const symbols: ScanSymbol[] = []
  let at = 0
  while (at < text.length && symbols.length < 500) {
    const open = text.indexOf('(', at)
    const close = open < 0 ? -1 : text.indexOf(')', open)
    if (close < 0) break
    const end = text[close + 1] === '{' ? symbolEnd(text, close + 2) : close
    const options =
      text[close + 1] === '{'
        ? text
            .slice(close + 2, end)
            .split(';')
            .filter(Boolean)
        : []
    symbols.push({ name: text.slice(at, open), score: decimal(text.slice(open + 1, close)) ?? 0, options })
    at = end + 2
  }
  return symbols.sort((one, other) => Math.abs(other.score) - Math.abs(one.score))
}

function symbolEnd(text: string, at: number): number {
  for (let end = text.indexOf('}', at); end >= 0; end = text.indexOf('}', end + 1)) {
    if (end === text.length - 1 || (text[end + 1] === ',' && isName(text.charCodeAt(end + 2)))) return end
  }
  return text.length
}

const isName = (code: number): boolean => (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)

/** `forced: soft reject "Try again later"; score=nan (set by greylist)` */
function readForced(tail: string): EventOf<'scanned'>['forced'] {
  const at = tail.indexOf(', forced: ')
  const quote = at < 0 ? -1 : tail.indexOf(' "', at + 10)
  if (quote < 0) return null
  const end = tail.lastIndexOf('"')
  return {
    action: tail.slice(at + 10, quote),
    text: end > quote + 1 ? tail.slice(quote + 2, end) : '',
    by: between(tail, '(set by ', ')', Math.max(end, quote)) ?? '',
  }
}

/** Names under which rspamd's antivirus module reports what it found; administrators choose them, and they end so by custom. */
function virusOf(symbols: ScanSymbol[]): string | null {
  const found = symbols.find(({ name }) => name.includes('VIRUS') && !name.endsWith('_FAIL') && !name.endsWith('_ENCRYPTED'))
  return found?.options[0] ? until(found.options[0], ' ') : null
}

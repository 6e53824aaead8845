// Programs that watch over a mail host: greylisting by policy service (postgrey), MailScanner, and guards of other panels.
import type { LogEvent } from '../event'
import { between, decimal, nobody, plainAddress, readPairs, until, wholeNumber } from '../scan'
import { signInFailed } from '../sign-in'

/** postgrey: `action=greylist, reason=early-retry (295s missing), client_name=x, client_address=192.0.2.1/32, sender=…, recipient=…` */
export function parsePostgrey(text: string): LogEvent | null {
  const at = text.indexOf('action=')
  if (at < 0 || at > 24) return text.startsWith('cleaning ') ? { kind: 'note', what: 'postgrey', queueId: null, text } : null
  const pairs = readPairs(text, at, ', ')
  const name = pairs.get('client_name')
  const address = pairs.get('client_address')
  if (!address) return null
  return {
    kind: 'greylisted',
    action: pairs.get('action') ?? '',
    reason: pairs.get('reason') ?? null,
    client: { ...nobody, name: name && name !== 'unknown' ? name : null, address: plainAddress(until(address, '/')) },
    sender: pairs.get('sender') ?? null,
    recipient: pairs.get('recipient') ?? null,
  }
}

/** `Message ID from 192.0.2.1 (sender) to domain is spam, SpamAssassin (not cached, score=7.181, required 4, BAYES_40 -0.20, …)` */
export function parseMailScanner(text: string): LogEvent | null {
  const from = text.indexOf(' from ')
  const sender = text.indexOf(' (', from)
  const senderEnd = text.indexOf(') to ', sender)
  const is = text.indexOf(' is ', senderEnd)
  if (!text.startsWith('Message ') || from < 0 || sender < 0 || senderEnd < 0 || is < 0) return null
  const verdict = text.slice(is + 4)
  const symbols = (between(verdict, 'required ', ')') ?? '')
    .split(', ')
    .slice(1)
    .flatMap((words) => {
      const [name = '', score] = words.split(' ')
      return name === '' ? [] : [{ name, score: decimal(score) ?? 0, options: [] }]
    })
  return {
    kind: 'scanned',
    queueId: text.slice(8, from),
    messageId: null,
    address: plainAddress(text.slice(from + 6, sender)),
    user: null,
    sender: text.slice(sender + 2, senderEnd),
    recipients: text.slice(senderEnd + 5, is).split(','),
    action: until(verdict, ','),
    score: decimal(between(verdict, 'score=', ',')),
    limit: decimal(between(verdict, 'required ', ',')),
    symbols: symbols.sort((one, other) => Math.abs(other.score) - Math.abs(one.score)),
    forced: null,
    virus: null,
    size: null,
    seconds: null,
    nextQueueId: null,
  }
}

/** Guards of other panels: `Banning 192.0.2.1/32 for 60 minutes`, `Added host/network 192.0.2.1 to denylist`, `[sshd] Ban 192.0.2.1` */
export function parseGuard(text: string): LogEvent | null {
  const words = text.replace(/^(?:CRIT|INFO|WARN|NOTICE): /, '')
  const banning = words.startsWith('Banning ')
    ? 8
    : words.startsWith('Added host/network ')
      ? 19
      : words.includes('] Ban ')
        ? words.indexOf('] Ban ') + 6
        : -1
  if (banning >= 0) {
    const address = until(until(words, ' ', banning), '/')
    return { kind: 'banned', address: plainAddress(address), minutes: wholeNumber(between(words, ' for ', ' minutes')), reason: words }
  }
  return matched(words) ?? limited(words)
}

/** `192.0.2.1 matched rule id 4 (the line of the log that did)` */
function matched(words: string): LogEvent | null {
  const mark = words.indexOf(' matched rule id ')
  if (mark < 0 || mark > 45) return null
  const client = { ...nobody, address: plainAddress(words.slice(0, mark)) }
  return signInFailed({ service: 'mail', client, reason: words.slice(mark + 1) })
}

/** `WARNING in limiter: Authentication attempt from 192.0.2.1 has been rate-limited.` */
function limited(words: string): LogEvent | null {
  const at = words.indexOf('Authentication attempt from ')
  const address = at < 0 ? null : between(words, 'from ', ' has been rate-limited', at)
  if (address === null) return null
  const client = { ...nobody, address: plainAddress(address) }
  return signInFailed({
    service: 'webmail',
    client,
    reason: 'rate-limited',
  })
}

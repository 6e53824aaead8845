// postscreen(8), dnsblog(8): who may speak at all (postscreen_tests.c, postscreen_early.c, postscreen_smtpd.c).
import type { LogEvent } from '../event'
import { decimal, peerAt, until, wholeNumber } from '../scan'
import { signInFailed } from '../sign-in'

const verdicts = [
  'PASS NEW',
  'PASS OLD',
  'WHITELISTED',
  'ALLOWLISTED',
  'BLACKLISTED',
  'DENYLISTED',
  'WHITELIST VETO',
  'ALLOWLIST VETO',
  'PASS',
] as const

const tests = [
  'PREGREET',
  'HANGUP',
  'DNSBL rank',
  'COMMAND TIME LIMIT',
  'COMMAND COUNT LIMIT',
  'COMMAND LENGTH LIMIT',
  'COMMAND PIPELINING',
  'NON-SMTP COMMAND',
  'BARE NEWLINE',
  'DATA without valid RCPT',
  'BDAT without valid RCPT',
] as const

export function readScreening(text: string): LogEvent | null {
  const verdict = verdicts.find((word) => text.startsWith(word) && text.startsWith(' [', word.length))
  if (verdict) {
    const found = peerAt(text, verdict.length + 1)
    return found && { kind: 'screened', verdict, client: found.peer }
  }
  const test = tests.find((word) => text.startsWith(word) && text.startsWith(' ', word.length))
  return test ? failed(test, text) : null
}

/** `PREGREET 14 after 0.04 from [x]:1: EHLO x`, `DNSBL rank 3 for [x]:1`, `HANGUP after 63 from [x]:1 in tests after SMTP handshake` */
function failed(test: string, text: string): LogEvent | null {
  const mark = test === 'DNSBL rank' ? ' for [' : ' from ['
  const at = text.indexOf(mark, test.length)
  const found = at < 0 ? null : peerAt(text, at + mark.length - 1)
  if (!found) return null
  const head = text.slice(test.length, at).trim().split(' ')
  const tail = text.slice(found.end)
  return {
    kind: 'screen-failed',
    test: test === 'DNSBL rank' ? 'DNSBL' : test,
    client: found.peer,
    rank: head[0] === 'after' ? null : wholeNumber(head[0]),
    after: head.includes('after') ? decimal(head[head.indexOf('after') + 1]) : null,
    ...stageAndData(tail),
  }
}

function stageAndData(tail: string): { stage: string | null; data: string | null } {
  if (tail.startsWith(': ')) return { stage: null, data: tail.slice(2) }
  if (tail.startsWith(' in ')) return { stage: tail.slice(4), data: null }
  if (!tail.startsWith(' after ')) return { stage: null, data: null }
  const stage = until(tail, ':', 7)
  const data = tail.length > 7 + stage.length ? tail.slice(9 + stage.length) : null
  return { stage, data }
}

/** `addr 192.0.2.1 listed by domain zen.spamhaus.org as 127.0.0.4` */
export function readDnsbl(text: string): LogEvent | null {
  const words = text.split(' ', 9)
  const [, address, listed, , , list, as, result] = words
  if (listed !== 'listed' || as !== 'as' || !address || !list || !result) return null
  return { kind: 'dnsbl', address, list, result }
}

/** `hostname X does not resolve to address Y[: reason]` (smtpd_peer.c) */
export function readNameMismatch(text: string): LogEvent | null {
  const mark = text.indexOf(' does not resolve to address ')
  if (mark < 9) return null
  const rest = text.slice(mark + 29)
  const reasonAt = rest.indexOf(': ')
  return {
    kind: 'name-mismatch',
    name: text.slice(9, mark),
    address: reasonAt < 0 ? rest : rest.slice(0, reasonAt),
    reason: reasonAt < 0 ? null : rest.slice(reasonAt + 2),
  }
}

/** `Connection rate limit exceeded: 31 from X[…] for service smtp` (smtpd.c) */
export function readRateLimit(text: string): LogEvent | null {
  const mark = text.indexOf(' limit exceeded: ')
  if (mark < 0 || mark > 48) return null
  const rest = text.slice(mark + 17)
  const from = rest.indexOf(' from ')
  const found = from < 0 ? null : peerAt(rest, from + 6)
  if (!found) return null
  const service = rest.startsWith(' for service ', found.end) ? rest.slice(found.end + 13) : null
  return { kind: 'rate-limited', what: text.slice(0, mark), count: wholeNumber(rest.slice(0, from)), client: found.peer, service }
}

/** Postfix's warning about a sign-in: `X[…]: SASL LOGIN authentication failed: words[, sasl_username=name]` (smtpd_sasl_glue.c) */
export function readSaslFailure(text: string, service: string | null): LogEvent | null {
  const found = peerAt(text, 0)
  if (!found || !text.startsWith(': SASL ', found.end)) return null
  const methodAt = found.end + 7
  const mark = text.indexOf(' authentication ', methodAt)
  if (mark < 0 || mark - methodAt > 24) return null
  const words = text.slice(mark + 16)
  const start = words.indexOf(': ')
  const nameAt = words.indexOf(', sasl_username=')
  const reason = start < 0 ? words : words.slice(start + 2, nameAt < 0 ? undefined : nameAt)
  return signInFailed({
    service: service ?? 'smtp',
    user: nameAt < 0 ? null : words.slice(nameAt + 16),
    method: text.slice(methodAt, mark),
    client: found.peer,
    reason,
  })
}

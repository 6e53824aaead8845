// Lines that somebody made to break what reads them. Every parser gets every line: a name in front of it is a stranger's word as well.
import { expect, it } from 'vitest'
import { longestText } from './line'
import { readEvent } from './read-event'

const context = { zone: 'Europe/Madrid', reference: Date.UTC(2026, 10, 21) * 1000 }
const programs = [
  'postfix/smtpd',
  'dovecot',
  'rspamd',
  'opendkim',
  'opendmarc',
  'amavis',
  'clamd',
  'roundcube',
  'sshd',
  'postgrey',
  'exim',
  'nginx',
  'MailScanner',
  'imapd',
  'fail2ban.actions',
]

const texts = [
  'NOQUEUE: reject: RCPT from x[192.0.2.7]: 550 5.1.1 <a@b>: no; from=<a@b> to=<c@d> proto=ESMTP helo=<x>',
  'DACCE25E043: to=<b@c>, relay=mx[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=5.7.1, status=bounced (host mx[192.0.2.7] said: 550 no (in reply to end of DATA command))',
  'DACCE25E043: client=x[192.0.2.7], sasl_method=PLAIN, sasl_username=a',
  'warning: x[192.0.2.7]: SASL LOGIN authentication failed: no, sasl_username=a',
  'imap-login: Disconnected: Connection closed (auth failed, 3 attempts in 12 secs): user=<b>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.12, TLS, session=<x>',
  "lmtp(bob)<364><SDcH>: sieve: msgid=<a@b>: stored mail into mailbox 'INBOX'",
  'auth-worker(7): conn unix:auth-worker (pid=6,uid=109): auth-worker<5>: sql(a,192.0.2.7): unknown user',
  '<1b696f>; task; rspamd_task_write_log: id: <a@b>, qid: <ABCDEF>, ip: 192.0.2.7, from: <>, (default: F (no action): [0.00/15.00] [A(1.00){b;}]), len: 1, time: 1ms, rcpts: <a@b>',
  '(1-1) Passed CLEAN {Relayed}, [192.0.2.7]:1 <a@b> -> <c@d>, Queue-ID: ABCDEF, Message-ID: <x@y>, Hits: 1, size: 1, 1 ms',
  'Failed password for invalid user a from 192.0.2.7 port 22 ssh2',
  'valueOf: x',
  'constructor(a)<1><b>: Error: x',
  'disconnect from x[192.0.2.7] __proto__=1/2 commands=1',
  '<s> Failed login for a from 192.0.2.7 in session s (error: 0)',
  'login authenticator failed for x ([192.0.2.9]) [192.0.2.7]:1: 535 Incorrect authentication data (set_id=a)',
]

const scraps = [
  '\0',
  '\r',
  '\x1b[',
  '\u{ffff}',
  '\ud800',
  '<',
  '>',
  '">, ',
  '; from=<',
  '[',
  ']',
  '(',
  ')',
  ', ',
  '=',
  ': ',
  '{',
  '}',
  "'",
  '\\',
  '#033',
  '%s',
  '__proto__=',
  'constructor=1 ',
]

/** A generator with a seed: the same lines in every run (Park and Miller). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647
    yield state
  }
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => [key, ...stringsOf(one)]) : []
}

const unclean = (texts: string[]): string[] =>
  texts.filter((text) => ['\0', '\r', '\x1b'].some((bad) => text.includes(bad)) || text !== Buffer.from(text).toString())

function sound(raw: string | Uint8Array): void {
  const { line, event } = readEvent(raw, context)
  expect(unclean(stringsOf([line, event]))).toEqual([])
  expect(line.text.length).toBeLessThanOrEqual(longestText)
  expect(event.kind).toBeTypeOf('string')
}

it('lines cut, doubled, spliced and stuffed are read without harm by every parser', () => {
  const random = numbers(20261120)
  const next = (below: number): number => (random.next().value as number) % below
  for (let round = 0; round < 12_000; round++) {
    const one = texts[next(texts.length)] as string
    const other = texts[next(texts.length)] as string
    const at = next(one.length)
    const scrap = (scraps[next(scraps.length)] as string).repeat(1 + next(3))
    const text = [
      one.slice(0, at),
      one.slice(0, at) + scrap + one.slice(at),
      one.slice(0, at) + other.slice(next(other.length)),
      one + one,
      scrap + one,
    ][next(5)]
    sound(`Nov 20 20:28:46 mail ${programs[next(programs.length)]}[1]: ${text}`)
  }
}, 60_000)

it('bytes that are no text at all are read without harm', () => {
  const random = numbers(7)
  for (let round = 0; round < 300; round++) {
    sound(Uint8Array.from({ length: (random.next().value as number) % 400 }, () => (random.next().value as number) % 256))
  }
})

// A scanner that looks back for every character that it goes forward would be at this for hours.
it.each(scraps)(
  'a megabyte of %j costs no more than its length, in every parser',
  (scrap) => {
    const filling = scrap.repeat(Math.ceil(1_000_000 / scrap.length))
    for (const program of programs) sound(`Nov 20 20:28:46 mail ${program}[1]: ${filling}`)
    for (const text of texts) sound(`Nov 20 20:28:46 mail postfix/smtpd[1]: ${text}${filling}`)
    for (const start of ['', '<22>1 ', '{"MESSAGE":"', '[', '2026-11-20 20:27:00 ', '<']) sound(start + filling)
  },
  60_000,
)

import { expect, it } from 'vitest'
import { readEvent } from './read-event'
import { fateOf, type Story } from './story'
import { StoryBook } from './story-book'

const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 21) * 1000 }
type Line = [second: number, host: string, tag: string, text: string]

function tell(lines: Line[]): StoryBook {
  const book = new StoryBook()
  for (const [second, host, tag, text] of lines) {
    const time = new Date(Date.UTC(2026, 10, 20, 8, 0, second)).toISOString()
    book.add(host, readEvent(`${time} ${host} ${tag}: ${text}`, context))
  }
  return book
}

const story = (book: StoryBook, queueId: string, host = 'a'): Story => {
  const found = book.story(host, queueId)
  if (!found) throw new Error(`no story of ${queueId}`)
  return found
}
const fates = (one: Story): Record<string, string> =>
  Object.fromEntries(one.recipients.map((recipient) => [recipient.address, fateOf(one, recipient)]))

const client = 'mx.example.net[192.0.2.7]'
const through = (queueId: string, start = 0, host = 'a'): Line[] => [
  [start, host, 'postfix/smtpd[1]', `connect from ${client}`],
  [start, host, 'postfix/smtpd[1]', `Anonymous TLS connection established from ${client}: TLSv1.3 with cipher X (256/256 bits)`],
  [start + 1, host, 'postfix/smtpd[1]', `${queueId}: client=${client}`],
  [start + 1, host, 'postfix/cleanup[2]', `${queueId}: message-id=<m${start}@example.net>`],
  [start + 2, host, 'postfix/qmgr[3]', `${queueId}: from=<s@example.net>, size=600, nrcpt=1 (queue active)`],
]
const sent = (queueId: string, to: string, relay: string, words: string): string =>
  `${queueId}: to=<${to}>, relay=${relay}, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (${words})`
const lmtp = 'a[private/dovecot-lmtp]'

it('a message is followed from its client into its folder', () => {
  const book = tell([
    ...through('ABCDEF01'),
    [
      3,
      'a',
      'rspamd[9]',
      '<1b>; task; rspamd_task_write_log: id: <m0@example.net>, qid: <ABCDEF01>, ip: 192.0.2.7, from: <s@example.net>, (default: F (no action): [1.00/15.00] []), len: 1, time: 1ms',
    ],
    [3, 'a', 'dovecot', "lmtp(bob@example.org)<1><SeSsIoN>: sieve: msgid=<m0@example.net>: stored mail into mailbox 'Junk'"],
    [4, 'a', 'postfix/lmtp[4]', sent('ABCDEF01', 'bob@example.org', lmtp, '250 2.0.0 <bob@example.org> SeSsIoN Saved')],
    [4, 'a', 'postfix/qmgr[3]', 'ABCDEF01: removed'],
  ])
  const told = story(book, 'ABCDEF01')
  expect(told).toMatchObject({
    messageId: 'm0@example.net',
    sender: 's@example.net',
    size: 600,
    entry: { tls: { protocol: 'TLSv1.3' }, client: { address: '192.0.2.7' } },
  })
  expect(told.verdicts).toMatchObject([{ kind: 'scanned', score: 1 }])
  expect(told.recipients).toMatchObject([{ address: 'bob@example.org', filed: [{ folder: 'Junk' }] }])
  expect(fates(told)).toEqual({ 'bob@example.org': 'delivered' })
  expect(book.close(Number.POSITIVE_INFINITY, 0)).toEqual([told])
  expect(book.story('a', 'ABCDEF01')).toBeNull()
})

it('a queue id that comes again is another message, and what comes late belongs to the first', () => {
  const lines: Line[] = [
    ...through('ABCDEF01'),
    [4, 'a', 'postfix/lmtp[4]', sent('ABCDEF01', 'bob@example.org', lmtp, 'ok')],
    [5, 'a', 'postfix/qmgr[3]', 'ABCDEF01: removed'],
  ]
  const late: Line = [4, 'a', 'postfix/smtp[5]', 'ABCDEF01: host x[192.0.2.9] said: 450 later (in reply to RCPT TO command)']
  const book = tell([...lines, late, ...through('ABCDEF01', 10)])
  const [first] = book.close(Number.POSITIVE_INFINITY, 0)
  expect(first).toMatchObject({ messageId: 'm0@example.net', troubles: [{ kind: 'remote-refused' }] })
  expect(story(book, 'ABCDEF01')).toMatchObject({ messageId: 'm10@example.net', recipients: [] })
})

it('what a filter gave back, and what another of our hosts took, are joined both ways, whichever log comes first', () => {
  const handOver: Line = [
    4,
    'a',
    'postfix/smtp[5]',
    sent('ABCDEF01', 'bob@example.org', 'b.example[192.0.2.8]:25', '250 2.0.0 Ok: queued as FEDCBA02'),
  ]
  for (const lines of [
    [...through('ABCDEF01'), handOver, ...through('FEDCBA02', 3, 'b')],
    [...through('ABCDEF01'), ...through('FEDCBA02', 3, 'b'), handOver],
  ]) {
    const book = tell(lines)
    expect(story(book, 'ABCDEF01').after).toMatchObject([{ why: 'next', host: 'b', queueId: 'FEDCBA02' }])
    expect(story(book, 'FEDCBA02', 'b').before).toMatchObject([{ why: 'next', host: 'a', queueId: 'ABCDEF01' }])
    expect(fates(story(book, 'ABCDEF01'))).toEqual({ 'bob@example.org': 'handed-over' })
  }
})

it('a bounce and what it bounces know each other', () => {
  const book = tell([
    ...through('ABCDEF01'),
    [
      4,
      'a',
      'postfix/smtp[5]',
      'ABCDEF01: to=<x@example.com>, relay=none, delay=1, delays=1/0/0/0, dsn=5.4.4, status=bounced (no such host)',
    ],
    [5, 'a', 'postfix/cleanup[2]', 'FEDCBA02: message-id=<b@a>'],
    [5, 'a', 'postfix/bounce[6]', 'ABCDEF01: sender non-delivery notification: FEDCBA02'],
    [5, 'a', 'postfix/qmgr[3]', 'FEDCBA02: from=<>, size=900, nrcpt=1 (queue active)'],
  ])
  expect(story(book, 'ABCDEF01').after).toMatchObject([{ why: 'bounce', host: 'a', queueId: 'FEDCBA02' }])
  expect(story(book, 'FEDCBA02')).toMatchObject({ sender: '', before: [{ why: 'bounce', host: 'a', queueId: 'ABCDEF01' }] })
  expect(fates(story(book, 'ABCDEF01'))).toEqual({ 'x@example.com': 'bounced' })
})

it('mail that never got in is a story too, one for a visit', () => {
  const refusal = (to: string): string =>
    `NOQUEUE: reject: RCPT from ${client}: 550 5.1.1 <${to}>: Recipient address rejected: User unknown; from=<s@example.net> to=<${to}> proto=ESMTP helo=<mx>`
  const book = tell([
    [0, 'a', 'postfix/smtpd[1]', `connect from ${client}`],
    [1, 'a', 'postfix/smtpd[1]', refusal('one@example.org')],
    [2, 'a', 'postfix/smtpd[1]', refusal('two@example.org')],
    [3, 'a', 'postfix/smtpd[1]', `disconnect from ${client} ehlo=1 mail=1 rcpt=0/2 quit=1 commands=3/5`],
    [4, 'a', 'postfix/smtpd[1]', `connect from ${client}`],
    [5, 'a', 'postfix/smtpd[1]', refusal('one@example.org')],
  ])
  const told = book.close(Number.POSITIVE_INFINITY, 0)
  expect(told.map(fates)).toEqual([{ 'one@example.org': 'refused', 'two@example.org': 'refused' }, { 'one@example.org': 'refused' }])
})

it('a client that Postfix turns away by a limit is a story, with what it said', () => {
  const book = tell([
    [0, 'a', 'postfix/smtpd[1]', `connect from ${client}`],
    [1, 'a', 'postfix/smtpd[1]', `warning: Connection rate limit exceeded: 31 from ${client} for service smtp`],
    [2, 'a', 'postfix/smtpd[1]', `disconnect from ${client} commands=0/0`],
  ])
  const [told] = book.close(Number.POSITIVE_INFINITY, 0)
  expect(told).toMatchObject({
    entry: { client: { address: '192.0.2.7' } },
    verdicts: [{ action: 'reject', reason: 'Connection rate limit exceeded: 31' }],
    recipients: [],
  })
})

it.each([
  [
    'held',
    [
      [
        3,
        'a',
        'postfix/cleanup[2]',
        `ABCDEF01: milter-hold: END-OF-MESSAGE from ${client}: milter triggers HOLD action; from=<s@x> to=<bob@example.org> proto=ESMTP helo=<x>`,
      ],
    ],
  ],
  [
    'deferred',
    [
      [
        3,
        'a',
        'postfix/smtp[5]',
        'ABCDEF01: to=<bob@example.org>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1, status=deferred (timed out)',
      ],
    ],
  ],
  [
    'deleted',
    [
      [
        3,
        'a',
        'postfix/smtp[5]',
        'ABCDEF01: to=<bob@example.org>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1, status=deferred (timed out)',
      ],
      [4, 'a', 'postfix/postsuper[7]', 'ABCDEF01: removed'],
    ],
  ],
  [
    'expired',
    [
      [
        3,
        'a',
        'postfix/smtp[5]',
        'ABCDEF01: to=<bob@example.org>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1, status=deferred (timed out)',
      ],
      [4, 'a', 'postfix/qmgr[3]', 'ABCDEF01: from=<s@x>, status=expired, returned to sender'],
    ],
  ],
  [
    'refused',
    [
      [
        3,
        'a',
        'postfix/cleanup[2]',
        `ABCDEF01: milter-reject: END-OF-MESSAGE from ${client}: 5.7.1 Spam message rejected; from=<s@x> to=<bob@example.org> proto=ESMTP helo=<x>`,
      ],
    ],
  ],
  [
    'discarded',
    [[3, 'a', 'postfix/discard[8]', 'ABCDEF01: to=<bob@example.org>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (rule)']],
  ],
] as [string, Line[]][])('a recipient’s fate is %s when the log says so', (fate, lines) => {
  expect(fates(story(tell([...through('ABCDEF01'), ...lines]), 'ABCDEF01'))).toEqual({ 'bob@example.org': fate })
})

it('ten thousand recipients of one message are ten thousand fates', () => {
  const book = tell([
    ...through('ABCDEF01'),
    ...Array.from({ length: 10_000 }, (_, at): Line => [3, 'a', 'postfix/lmtp[4]', sent('ABCDEF01', `user${at}@example.org`, lmtp, 'ok')]),
  ])
  expect(new Set(Object.values(fates(story(book, 'ABCDEF01'))))).toEqual(new Set(['delivered']))
  expect(story(book, 'ABCDEF01').recipients).toHaveLength(10_000)
}, 60_000)

it('a log that begins in the middle tells what it knows', () => {
  const book = tell([
    [4, 'a', 'postfix/lmtp[4]', sent('ABCDEF01', 'bob@example.org', lmtp, 'ok')],
    [4, 'a', 'postfix/qmgr[3]', 'ABCDEF01: removed'],
  ])
  expect(story(book, 'ABCDEF01')).toMatchObject({ entry: null, sender: null, recipients: [{ address: 'bob@example.org' }] })
})

it('what was decided before a message had its queue id is told of that message, and of no other', () => {
  const hold = `NOQUEUE: hold: RCPT from ${client}: <eve@held.test>: Sender address triggers HOLD action; from=<eve@held.test> to=<bob@example.org> proto=ESMTP helo=<x>`
  const book = tell([
    [0, 'a', 'postfix/smtpd[1]', `connect from ${client}`],
    [0, 'a', 'postfix/smtpd[1]', hold],
    [0, 'a', 'postfix/smtpd[1]', `ABCDEF01: client=${client}`],
    [1, 'a', 'postfix/cleanup[2]', 'ABCDEF01: message-id=<m0@held.test>'],
    [2, 'a', 'postfix/smtpd[1]', `ABCDEF02: client=${client}`],
    [2, 'a', 'postfix/smtpd[1]', `disconnect from ${client} ehlo=1 mail=2 rcpt=2 data=2 quit=1 commands=8`],
  ])
  const told = story(book, 'ABCDEF01')
  expect(told).toMatchObject({ sender: 'eve@held.test', messageId: 'm0@held.test' })
  expect(fates(told)).toEqual({ 'bob@example.org': 'held' })
  expect(story(book, 'ABCDEF02').verdicts).toEqual([])
  expect(book.close(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toHaveLength(2)
})

import { describe, expect, it } from 'vitest'
import { domainName } from '#lib/protocol/names'
import type { QueueFilter } from '#lib/protocol/queue'
import { likeness, QueueGroups } from './group-entries'
import { matcherOf, messageOf, whoseOf } from './match-entry'
import { envelopeIn } from './postcat'
import type { QueueEntry } from './read-queue'

const now = 1_700_000_000
const entry = (parts: Partial<QueueEntry> = {}): QueueEntry => ({
  queue_name: 'deferred',
  queue_id: 'ABCDEF',
  arrival_time: now - 600,
  message_size: 100,
  sender: 'Ann@One.test',
  recipients: [{ address: 'bob@two.test', delay_reason: 'connect to mx[192.0.2.1]:25: Connection timed out' }],
  ...parts,
})
const own = [domainName.parse('one.test')]
const others = [domainName.parse('two.test')]
const to = (...addresses: string[]) => addresses.map((address) => ({ address }))

describe('a filter', () => {
  const fits = (filter: QueueFilter, parts: Partial<QueueEntry> = {}) => matcherOf(filter, now * 1000)(entry(parts))

  it.each<[QueueFilter, boolean]>([
    [{}, true],
    [{ sender: 'ann@' }, true],
    [{ sender: 'bob' }, false],
    [{ recipient: 'BOB' }, true],
    [{ domain: 'one.test' }, true],
    [{ domain: 'e.test' }, false],
    [{ destination: 'one.test' }, false],
    [{ reason: 'TIMED' }, true],
    [{ anywhere: 'abcd' }, true],
    [{ queues: ['hold'] }, false],
    [{ olderThanSeconds: 600 }, true],
    [{ youngerThanSeconds: 600 }, false],
    [{ ids: ['ABCDEF'], sender: 'ann' }, true],
    [{ ids: [] }, false],
    [{ nullSender: true }, false],
  ])('%j: %s', (filter, expected) => expect(fits(filter)).toBe(expected))

  it('knows the empty sender by the name that postqueue gives it', () => {
    expect(fits({ nullSender: true }, { sender: 'MAILER-DAEMON' })).toBe(true)
    expect(messageOf(entry({ sender: 'MAILER-DAEMON' }), whoseOf(null)(entry())).sender).toBe('')
  })
})

describe('whose a message is', () => {
  const judged = (sender: string, ...addresses: string[]) => {
    const { seen, actable } = whoseOf({ own, others })({ sender, recipients: to(...addresses) })
    return [seen, actable]
  }
  it.each<[string, string[], boolean, boolean]>([
    ['ann@one.test', ['x@far.test'], true, true],
    ['x@far.test', ['ann@one.test'], true, true],
    ['x@far.test', ['ann@one.test', 'y@far.test'], true, false],
    ['ann@one.test', ['bob@two.test'], true, false],
    ['bob@two.test', ['ann@one.test'], true, false],
    ['bob@two.test', ['x@far.test'], false, false],
    ['', ['ann@ONE.test'], true, true],
    ['', [], false, false],
    ['ann@sub.one.test', ['x@far.test'], false, false],
  ])('from %s to %s: seen %s, actable %s', (sender, addresses, seen, actable) =>
    expect(judged(sender, ...addresses)).toEqual([seen, actable]),
  )

  it('shows of a stranger’s message the own recipients alone', () => {
    const message = entry({ sender: 'x@far.test', recipients: to('ann@one.test', 'secret@two.test', 'y@far.test') })
    const shown = messageOf(message, whoseOf({ own, others })(message))
    expect(shown.recipients).toEqual([{ address: 'ann@one.test', reason: null }])
    expect(shown.hidden).toBe(2)
  })
})

describe('groups', () => {
  it('are one where reasons differ in names and numbers only', () => {
    expect(likeness('delivery temporarily suspended: connect to mx[192.0.2.1]:25: Connection timed out')).toBe(
      likeness('connect to mx[192.0.2.9]:25: Connection timed out'),
    )
    expect(likeness('451 4.7.1 <a@b.test> try in 300 s')).toBe(likeness('451 4.7.1 <c@d.test> try in 20 s'))
    expect(likeness('mailbox full')).not.toBe(likeness('greylisted'))
  })

  it('count a message once for each destination, and its recipients', () => {
    const groups = new QueueGroups()
    const all = whoseOf(null)(entry())
    groups.add(entry({ recipients: to('a@x.test', 'b@x.test', 'c@y.test') }), all)
    groups.add(entry({ queue_name: 'hold', recipients: to('a@x.test') }), all)
    expect(groups.told().groups).toEqual([
      expect.objectContaining({ destination: 'x.test', held: false, messages: 1, recipients: 2 }),
      expect.objectContaining({ destination: 'y.test', held: false, messages: 1, recipients: 1 }),
      expect.objectContaining({ destination: 'x.test', held: true, messages: 1, recipients: 1, reason: '' }),
    ])
  })
})

it('an envelope is read from postcat, and nothing that a header says is taken for it', () => {
  const text = `*** ENVELOPE RECORDS deferred/4/4A21E1703D4 ***
message_size:             268             271               1               0             268               0
message_arrival_time: Sat Nov 21 22:43:22 2026
named_attribute: helo_name=h=x
sender: u2@example.org
done_recipient: done@x.test
recipient: x2@[198.51.100.252]
*** MESSAGE CONTENTS deferred/4/4A21E1703D4 ***
*** MESSAGE FILE END deferred/4/4A21E1703D4 ***
`
  expect(envelopeIn(text)).toMatchObject({
    queue: 'deferred',
    file: 'deferred/4/4A21E1703D4',
    bytes: 268,
    sender: 'u2@example.org',
    recipients: [{ address: 'x2@[198.51.100.252]' }],
    done: ['done@x.test'],
    records: [{ name: 'helo_name', value: 'h=x' }],
  })
  expect(envelopeIn('*** ENVELOPE RECORDS ../../etc/passwd ***\n')).toBeNull()
})

import { describe, expect, it } from 'vitest'
import { causeOf, filterOf, rowOf } from './list-queue'
import { plainLines, plainText } from './plain-text'
import { causesOf } from './watch-queue'

describe('a row of the queue', () => {
  it('has its cause in the words of the advice', () => {
    expect(causeOf('connect to mx.x.test[192.0.2.1]:25: Connection timed out')).toBe('connection-timeout')
    expect(causeOf('delivery temporarily suspended: connect to mx.x.test[192.0.2.1]:25: Connection refused')).toBe('connection-refused')
    expect(causeOf('host mx.x.test[192.0.2.1] said: 452 4.2.2 The email account that you tried to reach is over quota')).toBe(
      'mailbox-full',
    )
    expect(causeOf('')).toBe('')
    expect(causeOf('qwertz')).toBe('')
  })

  it('is text without escape sequences and marks that turn it round', () => {
    const row = rowOf({
      id: 'ABCDEF',
      queue: 'deferred',
      arrivedAt: '2026-11-21T00:00:00.000Z',
      bytes: 1,
      sender: '\u001b[31mred\u202egpj.exe@x.test',
      recipients: [{ address: 'a\u0000@x.test', reason: 'line\r\nSet-Cookie: x' }],
      hidden: 0,
      actable: true,
    })
    expect(row.sender).toBe('redgpj.exe@x.test')
    expect(row.recipients[0]).toEqual({ address: 'a@x.test', reason: 'line Set-Cookie: x' })
    expect(plainText('a\u200bb\tc')).toBe('ab c')
    expect(plainLines('a\u202e\r\nb\u001b[2J')).toBe('a\nb')
  })

  it('is found by the age that people choose', () => {
    expect(filterOf({ age: '1h', queue: 'hold', search: ' x ' })).toEqual({ olderThanSeconds: 3600, queues: ['hold'], anywhere: 'x' })
    expect(filterOf({ search: '' })).toEqual({})
  })
})

it('groups whose reasons mean the same are one cause, with the oldest of them', () => {
  const group = { destination: 'x.test', held: false, recipients: 1 }
  const causes = causesOf([
    { ...group, reason: 'connect to a[192.0.2.1]:25: Connection timed out', messages: 3, oldestAt: '2026-11-20T00:00:00.000Z' },
    { ...group, reason: 'lost: connect to b[192.0.2.2]:25: Connection timed out', messages: 4, oldestAt: '2026-11-19T00:00:00.000Z' },
    { ...group, reason: 'words of nobody', messages: 9, oldestAt: '2026-11-21T00:00:00.000Z' },
  ])
  expect(causes.map(({ cause, messages }) => [cause, messages])).toEqual([
    ['words of nobody', 9],
    ['connection-timeout', 7],
  ])
  expect(causes[1]?.oldestAt.toISOString()).toBe('2026-11-19T00:00:00.000Z')
})

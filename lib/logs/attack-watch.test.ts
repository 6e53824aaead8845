import { describe, expect, it } from 'vitest'
import { AttackWatch } from './attack-watch'
import { readEvent } from './read-event'

const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 21) * 1000 }
const watch = (lines: string[]) => {
  const attacks = new AttackWatch()
  return lines.flatMap((line) => attacks.add(readEvent(line, context)))
}
const time = (minute: number): string =>
  `2026-11-20T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`
const wrong = (minute: number, address: string, user: string): string =>
  `${time(minute)} mail postfix/smtps/smtpd[1]: warning: unknown[${address}]: SASL LOGIN authentication failed: no, sasl_username=${user}`

describe('an address', () => {
  it('is told of when it guesses three times in ten minutes, and once only', () => {
    const signals = watch([0, 1, 2, 3, 4].map((minute) => wrong(minute, '192.0.2.7', `user${minute}`)))
    expect(signals.map(({ rule }) => rule)).toEqual(['guessing', 'slow-guessing'])
    expect(signals[0]).toMatchObject({ address: '192.0.2.7', users: ['user0', 'user1', 'user2'], attempts: 3 })
  })

  it('is told of when it is patient', () => {
    expect(watch([0, 35, 70, 105].map((minute) => wrong(minute, '192.0.2.7', 'a'))).map(({ rule }) => rule)).toEqual(['slow-guessing'])
  })

  it('is not told of when somebody mistypes', () => {
    expect(watch([0, 1].map((minute) => wrong(minute, '192.0.2.7', 'a')))).toEqual([])
  })

  it('is not told of for mail that is greylisted, deferred or taken', () => {
    const line = (text: string) =>
      `${time(0)} mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[192.0.2.7]: ${text}; from=<a@b> to=<c@d> proto=SMTP helo=<x>`
    const lines = ['450 4.2.0 <c@d>: Recipient address rejected: Greylisted', '452 4.3.1 Insufficient system storage'].flatMap((text) =>
      Array(9).fill(line(text)),
    )
    expect(watch(lines)).toEqual([])
  })
})

it('many addresses that guess once each are told of together', () => {
  const signals = watch(Array.from({ length: 8 }, (_, at) => wrong(at * 5, `203.0.113.${at + 1}`, `name${at}`)))
  expect(signals).toMatchObject([{ rule: 'guessing-together', address: null, attempts: 5 }])
})

it('a flood of addresses leaves it as small as it was', () => {
  const attacks = new AttackWatch()
  for (let at = 0; at < 30_000; at++) {
    attacks.add(readEvent(wrong(at % 600, `198.51.${Math.floor(at / 250)}.${at % 250}`, `u${at}`), context))
  }
  expect(attacks.add(readEvent(wrong(599, '192.0.2.7', 'x'), context))).toEqual([])
}, 60_000)

import { describe, expect, it } from 'vitest'
import { isTimeZone, localOf, utcOf } from './zoned-time'

describe('clock times of a zone', () => {
  it.each([
    ['2026-01-15T12:00', 'Europe/Madrid', '2026-01-15T11:00:00Z'],
    ['2026-07-15T12:00', 'Europe/Madrid', '2026-07-15T10:00:00Z'],
    ['2026-12-24T18:00', 'America/New_York', '2026-12-24T23:00:00Z'],
    ['2026-06-01T00:00', 'Asia/Kathmandu', '2026-05-31T18:15:00Z'],
    ['2026-06-01T00:00', 'UTC', '2026-06-01T00:00:00Z'],
    ['2026-01-01T09:00', 'Pacific/Kiritimati', '2025-12-31T19:00:00Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(utcOf(local, zone)).toBe(instant)
    expect(localOf(instant, zone)).toBe(local)
  })

  it('that a clock never shows is when the jump has ended, in step with the hour before', () => {
    expect(utcOf('2026-03-29T01:59', 'Europe/Madrid')).toBe('2026-03-29T00:59:00Z')
    expect(localOf(utcOf('2026-03-29T02:30', 'Europe/Madrid'), 'Europe/Madrid')).toBe('2026-03-29T03:30')
    expect(utcOf('2026-03-29T03:00', 'Europe/Madrid')).toBe('2026-03-29T01:00:00Z')
  })

  it('that a clock shows twice is the first', () => {
    expect(utcOf('2026-10-25T02:30', 'Europe/Madrid')).toBe('2026-10-25T00:30:00Z')
    expect(utcOf('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00Z')
  })

  it('has no zone that the tables do not know', () => {
    expect(isTimeZone('Europe/Madrid')).toBe(true)
    for (const odd of ['', 'Mars/Olympus', '../etc', 'Europe/Madrid\n', '+01:00']) expect(isTimeZone(odd), odd).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { formatBytes, formatDuration, formatInstant, formatRelative, sentenceValues } from './format'

const now = new Date('2026-11-20T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)

describe('sizes', () => {
  it('are powers of 1024 with their IEC names', () => {
    expect(formatBytes(0, 'en')).toBe('0 B')
    expect(formatBytes(1536, 'en')).toBe('1.5 KiB')
    expect(formatBytes(5n * 1024n ** 3n, 'en')).toBe('5 GiB')
  })

  it('never read as 1,024 of a smaller unit', () => {
    expect(formatBytes(1024 ** 2 - 1, 'en')).toBe('1 MiB')
  })

  it('use the decimal mark of the language', () => {
    expect(formatBytes(1536, 'es')).toBe('1,5 KiB')
  })

  it('are rounded down where they are a limit, so that what is written is within it', () => {
    expect(sentenceValues({ limitBytes: 1.48 * 1024 ** 3, domain: 'a.example' }, 'en')).toEqual({
      limitBytes: '1.4 GiB',
      domain: 'a.example',
    })
  })
})

describe('relative times', () => {
  it('are rounded towards zero: 59 minutes are not an hour', () => {
    expect(formatRelative(ago(59 * 60 + 59), now, 'en')).toBe('59 min. ago')
    expect(formatRelative(ago(3600), now, 'en')).toBe('1 hr. ago')
  })

  it('speak of the future too, and of now', () => {
    expect(formatRelative(ago(-2 * 86_400), now, 'en')).toBe('in 2 days')
    expect(formatRelative(now, now, 'es')).toBe('ahora')
    expect(formatRelative(ago(-800 * 86_400), now, 'es')).toBe('dentro de 2 años')
    expect(formatRelative(ago(62 * 86_400), now, 'es')).toBe('hace 2 meses')
  })

  it('never puts what just happened into the future because two clocks differ', () => {
    expect(formatRelative(ago(-3), now, 'en')).toBe('now')
    expect(formatRelative(ago(-60), now, 'en')).toBe('in 1 min.')
  })
})

describe('exact instants', () => {
  it('carry their zone', () => {
    expect(formatInstant(now, 'en', 'UTC')).toContain('UTC')
    expect(formatInstant(ago(28), 'es', 'Europe/Madrid')).toContain('12:59:32')
  })

  it('name no seconds where somebody chose the minute', () => {
    expect(formatInstant(now, 'es', 'Europe/Madrid')).toMatch(/, 13:00 /)
  })
})

describe('durations', () => {
  it('are told in the largest whole unit, and never negative', () => {
    expect(formatDuration(119_000, 'en')).toBe('1 min')
    expect(formatDuration(-5, 'en')).toBe('0 sec')
  })
})

import { describe, expect, it } from 'vitest'
import { backOffMs } from './back-off'

describe('the time until the next try', () => {
  it('doubles from a second to five minutes and stays there', () => {
    const never = () => 0
    expect([1, 2, 3, 9, 10, 50, 5000].map((attempts) => backOffMs(attempts, never))).toEqual([
      1000, 2000, 4000, 256_000, 300_000, 300_000, 300_000,
    ])
  })

  it('is shortened by chance, at most by half', () => {
    expect(backOffMs(3, () => 0.999999)).toBe(2000)
    expect(backOffMs(3, () => 0.5)).toBe(3000)
  })
})

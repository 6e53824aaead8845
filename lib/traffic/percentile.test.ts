import { describe, expect, it } from 'vitest'
import { percentile } from './percentile'

const steps = [
  { bound: 1, count: 50 },
  { bound: 2, count: 40 },
  { bound: 10, count: 10 },
  { bound: Number.POSITIVE_INFINITY, count: 0 },
]

describe('a percentile of a histogram', () => {
  it('lies within its step, as far as its share of it', () => {
    expect(percentile(steps, 0.5)).toBe(1)
    expect(percentile(steps, 0.7)).toBe(1.5)
    expect(percentile(steps, 0.95)).toBe(6)
  })

  it('does not depend on the order of the steps', () => {
    expect(percentile(steps.toReversed(), 0.7)).toBe(1.5)
  })

  it('is nothing where nothing was counted', () => {
    expect(percentile([], 0.5)).toBeNull()
    expect(percentile([{ bound: 1, count: 0 }], 0.5)).toBeNull()
  })

  it('in the step without an end is at least its beginning', () => {
    expect(
      percentile(
        [
          { bound: 60, count: 1 },
          { bound: Number.POSITIVE_INFINITY, count: 9 },
        ],
        0.95,
      ),
    ).toBe(60)
  })

  it('skips steps before the first that has any', () => {
    expect(
      percentile(
        [
          { bound: 1, count: 0 },
          { bound: 2, count: 10 },
        ],
        0,
      ),
    ).toBe(1)
  })
})

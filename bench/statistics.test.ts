import { expect, test } from 'vitest'
import { series } from './statistics'

test('the median of an odd series is its middle, and p95 is a value that was measured', () => {
  expect(series([5, 1, 9])).toEqual({ runs: 3, p50: 5, p95: 9, min: 1, max: 9 })
})

test('nearest rank never reaches past the last sample', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(series(hundred)).toMatchObject({ p50: 50, p95: 95, max: 100 })
})

test('an empty series is a mistake of the bench, not a zero', () => {
  expect(() => series([])).toThrow()
})

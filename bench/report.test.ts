import { expect, test } from 'vitest'
import { missed, type Row, tableOf } from './report'

const slow: Row = { name: 'slow', value: 50, unit: 'ms', against: { name: 'floor', value: 10 }, atMost: 4 }
const fine: Row = { name: 'fine', value: 30, unit: 'ms', against: { name: 'floor', value: 10 }, atMost: 4 }
const heavy: Row = { name: 'heavy', value: 151, unit: 'KiB gz', atMost: 150 }

test('a ratio above its bound is missed, and so is a figure above a bound of its own', () => {
  expect(missed([slow, fine, heavy])).toEqual([slow, heavy])
})

test('the table says the ratio and the verdict', () => {
  expect(tableOf([slow])).toMatch(/slow\s+50\.0 ms\s+floor 10\.0\s+5\.00×\s+≤ 4×\s+MISSED/)
  expect(tableOf([fine])).toMatch(/3\.00×\s+≤ 4×\s+ok/)
})

import { describe, expect, it } from 'vitest'
import { sumsOver } from './storage-over-time'

const sample = (place: string, slot: number, bytes: number) => ({ place, slot, bytes })

describe('storage over time', () => {
  it('is that of all places together, each as it was measured last', () => {
    const slots = [sample('a', 0, 10), sample('a', 2, 20), sample('b', 1, 5)]
    expect(sumsOver(slots, 4, 10)).toEqual([10, 15, 25, 25])
  })

  it('begins with what was measured before', () => {
    expect(sumsOver([sample('a', -2, 7)], 3, 4)).toEqual([7, 7, null])
  })

  it('is not known where nobody measured it for too long', () => {
    expect(sumsOver([sample('a', 0, 7), sample('a', 4, 9)], 5, 2)).toEqual([7, 7, null, null, 9])
    expect(sumsOver([], 2, 2)).toEqual([null, null])
  })
})

import { describe, expect, it } from 'vitest'
import { LineTooLong, lineSplitter } from './json-lines'

describe('lines', () => {
  it('come out whole however the bytes were cut, characters of several bytes too', () => {
    const bytes = Buffer.from('{"a":"ü€"}\n\n{"b":1}\nrest')
    for (let size = 1; size <= bytes.length; size++) {
      const split = lineSplitter(100)
      const lines: string[] = []
      for (let at = 0; at < bytes.length; at += size) lines.push(...split(bytes.subarray(at, at + size)))
      expect(lines).toEqual(['{"a":"ü€"}', '', '{"b":1}'])
    }
  })

  it('that never end are refused while they come in', () => {
    const split = lineSplitter(10)
    split(Buffer.from('12345'))
    expect(() => split(Buffer.from('678901'))).toThrow(LineTooLong)
  })

  it('of exactly the cap are taken', () => {
    expect(lineSplitter(3)(Buffer.from('abc\nabc\n'))).toEqual(['abc', 'abc'])
  })
})

import { expect, test } from 'vitest'
import { keepReadings } from './readings-kept'

test('a text is read once, until many others were; a long one is read each time', () => {
  const read: string[] = []
  const reading = keepReadings((text) => {
    read.push(text)
    return { text }
  })
  expect(reading('a')).toBe(reading('a'))
  for (let index = 0; index < 256; index++) reading(`b${index}`)
  expect(reading('a')).toEqual({ text: 'a' })
  expect(read.filter((text) => text === 'a')).toHaveLength(2)
  const long = 'x'.repeat(2049)
  reading(long)
  reading(long)
  expect(read.filter((text) => text === long)).toHaveLength(2)
})

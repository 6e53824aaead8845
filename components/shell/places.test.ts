import { expect, it } from 'vitest'
import { placeOf, places } from './places'

it('a page below a place belongs to it', () => {
  expect(placeOf('/domains/example.org/aliases')).toBe('domains')
  expect(placeOf('/')).toBe('overview')
  expect(placeOf('/tasks/one')).toBe('changes')
})

it('a path that merely begins with the same letters does not', () => {
  expect(placeOf('/domains-of-others')).toBeNull()
})

it('no two places answer to the same letter', () => {
  expect(new Set(places.map((place) => place.letter)).size).toBe(places.length)
})

import { describe, expect, it } from 'vitest'
import { listHref, pageHrefs, plainParams, sortBy } from './list-url'

describe('the URL of a list', () => {
  it('leaves out what is blank and takes the last of what is repeated', () => {
    expect(plainParams({ search: '', kind: ['hosted', 'relay'], host: undefined, sort: 'name' })).toEqual({ kind: 'relay', sort: 'name' })
  })

  it('starts at the first page again when a filter changes', () => {
    expect(listHref('/aliases', { cursor: 'abc', enabled: 'true' }, { enabled: 'false' })).toBe('/aliases?enabled=false')
    expect(listHref('/aliases', { cursor: 'abc', enabled: 'true' }, { enabled: null })).toBe('/aliases')
  })

  it('turns the order round at the second press of a header, and keeps the filters', () => {
    const place = { path: '/aliases', params: { search: 'x' }, defaultSort: 'address' }
    expect(sortBy(place, 'address')).toEqual({ href: '/aliases?search=x&descending=true', direction: 'ascending' })
    expect(sortBy({ ...place, params: { search: 'x', descending: 'true' } }, 'address')).toEqual({
      href: '/aliases?search=x',
      direction: 'descending',
    })
    expect(sortBy(place, 'created')).toEqual({ href: '/aliases?search=x&sort=created', direction: null })
  })

  it('goes forward and back by cursor without losing the filters', () => {
    expect(pageHrefs('/aliases', { search: 'x', cursor: 'a' }, { next: 'b', previous: 'c' })).toEqual({
      nextHref: '/aliases?search=x&cursor=b',
      previousHref: '/aliases?search=x&cursor=c',
    })
    expect(pageHrefs('/aliases', {}, { next: null, previous: null })).toEqual({ nextHref: undefined, previousHref: undefined })
  })
})

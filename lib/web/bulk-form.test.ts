import { expect, it } from 'vitest'
import { filterOf, selectionIn } from './bulk-form'

it('means the ticked rows, or all that match what the person looked at', () => {
  const looked = filterOf({ search: 'x', enabled: true, tag: undefined, sort: 'address', descending: false })
  expect(selectionIn({ verb: 'delete', id: ['a'] })).toEqual({ ids: ['a'] })
  expect(selectionIn({ verb: 'delete', id: [], matching: looked, expected: 12 })).toEqual({
    filter: { search: 'x', enabled: true },
    expected: 12,
  })
})

it('selects nothing, rather than everything, when the filter is not readable', () => {
  expect(selectionIn({ verb: 'delete', id: [], matching: '{"search":' })).toEqual({ ids: [] })
  expect(selectionIn({ verb: 'delete', id: [], matching: 'null' })).toEqual({ ids: [] })
})

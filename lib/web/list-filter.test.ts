import { expect, it } from 'vitest'
import * as z from 'zod'
import { listFilter } from './list-filter'

const schema = z.object({
  search: z.string().max(5).optional(),
  kind: z.enum(['hosted', 'relay']).optional(),
  sort: z.enum(['name', 'quota']).default('name'),
})

it('keeps of a URL what the list understands, and shows the list all the same', () => {
  expect(listFilter(schema, { search: 'abc', kind: 'castle', sort: 'quota', utm: 'x' })).toEqual({ search: 'abc', sort: 'quota' })
  expect(listFilter(schema, { search: 'too long', sort: 'DROP TABLE' })).toEqual({ sort: 'name' })
})

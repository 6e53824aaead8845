import { expect, it } from 'vitest'
import * as z from 'zod'
import { operations } from '#lib/web/api/registry'
import { catalogues } from './catalogues'
import { locales } from './locales'

/** What these ask for is done and not kept, so no entry of the audit names them. */
const asked = new Set([
  'clearRecovery',
  'stopForwards',
  'stopFilters',
  'standardAddresses',
  'add',
  'remove',
  'action',
  'selection',
  'ownerId',
  'digest',
  'newest',
  'revokeAppPasswords',
])

const bodies = operations.flatMap(({ name, body }) => (body instanceof z.ZodObject ? [{ name, fields: Object.keys(body.shape) }] : []))

it.each(locales)('every field of every noun that can be changed has a name in %s', (locale) => {
  const names = catalogues[locale].changes.field
  const nameless = bodies.flatMap(({ name, fields }) =>
    fields.filter((field) => !(field in names) && !asked.has(field)).map((field) => `${name}: ${field}`),
  )
  expect(nameless).toEqual([])
  expect(bodies.length).toBeGreaterThan(15)
})

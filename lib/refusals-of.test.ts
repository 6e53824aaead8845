import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { refusalsOf } from './refusals-of'

const refusals = (schema: z.ZodType, input: unknown) => {
  const parsed = schema.safeParse(input)
  return parsed.success ? [] : refusalsOf(parsed.error, input)
}

describe('what a schema finds wrong', () => {
  it('is told all at once, each with its place', () => {
    const schema = z.strictObject({ name: z.string().min(1), list: z.array(z.int()) })
    expect(refusals(schema, { list: [1, 'x'], extra: 1 })).toEqual([
      { field: 'name', code: 'required' },
      { field: 'list.1', code: 'wrong_type', values: { expected: 'number' } },
      { field: 'extra', code: 'unknown_field' },
    ])
  })

  it('keeps the word and the values that the schema chose itself', () => {
    const schema = z.object({ port: z.int().max(65535, 'invalid_port') })
    expect(refusals(schema, { port: 70000 })).toEqual([{ field: 'port', code: 'invalid_port', values: { maximum: 65535 } }])
  })

  it('names the branch of a union that has a word of its own', () => {
    const schema = z.object({ limit: z.union([z.null(), z.literal(''), z.int(), z.string().regex(/^\d+$/, 'invalid_count')]) })
    expect(refusals(schema, { limit: 'many' })).toEqual([{ field: 'limit', code: 'invalid_count' }])
  })

  it('says which values a choice has', () => {
    expect(refusals(z.enum(['a', 'b']), 'c')).toEqual([{ field: null, code: 'not_one_of', values: { allowed: 'a, b' } }])
  })
})

import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { formInput } from './form-input'

const schema = z.object({
  localPart: z.string().trim(),
  note: z.string().default(''),
  enabled: z.boolean().default(true),
  quotaBytes: z.int().nullable(),
  limit: z.int().optional(),
  host: z.uuid().optional(),
  destinations: z.array(z.string().trim()).min(1),
  expiresAt: z.iso.datetime().nullable().default(null),
  kind: z.enum(['hosted', 'relay']),
  relay: z.object({ server: z.string(), port: z.int().nullable() }).nullable().default(null),
})

const read = (entries: [string, string][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return formInput(schema, form)
}

describe('a form read by a schema', () => {
  it('leaves out what was not sent', () => {
    expect(read([])).toEqual({})
  })

  it('gives numbers, yes and no, lists and nothing where the schema has them', () => {
    expect(
      read([
        ['localPart', 'anna'],
        ['enabled', ''],
        ['enabled', 'on'],
        ['quotaBytes', '1024'],
        ['destinations', ''],
        ['destinations', 'a@example.org'],
        ['destinations', 'b@example.org'],
        ['expiresAt', ''],
        ['kind', 'relay'],
      ]),
    ).toEqual({
      localPart: 'anna',
      enabled: true,
      quotaBytes: 1024,
      destinations: ['a@example.org', 'b@example.org'],
      expiresAt: null,
      kind: 'relay',
    })
  })

  it('takes an unticked box for no, and rows all removed for an empty list', () => {
    expect(
      read([
        ['enabled', ''],
        ['destinations', ''],
      ]),
    ).toMatchObject({ enabled: false, destinations: [] })
  })

  it('takes an emptied number for none, and never guesses one', () => {
    expect(read([['quotaBytes', '']])).toMatchObject({ quotaBytes: null })
    expect(read([['quotaBytes', '12 apples']])).toMatchObject({ quotaBytes: '12 apples' })
    expect(schema.safeParse(read([['quotaBytes', '12 apples']])).success).toBe(false)
  })

  it('keeps an emptied note as an empty text', () => {
    expect(read([['note', '']])).toMatchObject({ note: '' })
  })

  it('leaves to a schema that reads text what the text stands for', () => {
    const reads = z.object({
      list: z.union([z.array(z.string()), z.string()]),
      quota: z.union([z.null(), z.literal('').transform(() => null), z.int()]).optional(),
    })
    const form = new FormData()
    for (const value of ['', 'a@example.org', 'b@example.org']) form.append('list', value)
    form.append('quota', '')
    expect(reads.parse(formInput(reads, form))).toEqual({ list: ['a@example.org', 'b@example.org'], quota: null })
  })

  it('takes an emptied choice of shapes for nothing said when no shape is empty', () => {
    const size = z.union([z.int(), z.string().regex(/^\d+ GiB$/)])
    const form = new FormData()
    form.append('quota', '')
    expect(formInput(z.object({ quota: size.optional() }), form)).toEqual({})
    expect(formInput(z.object({ quota: z.union([z.null(), z.literal('').transform(() => null), size]).optional() }), form)).toEqual({
      quota: '',
    })
  })

  it('reads what lies below a name', () => {
    expect(
      read([
        ['relay.server', 'mx.example.org'],
        ['relay.port', ''],
      ]),
    ).toMatchObject({ relay: { server: 'mx.example.org', port: null } })
  })

  it('gives the schema a file for what it is: nothing', () => {
    const form = new FormData()
    form.append('localPart', new File(['x'], 'x.txt'))
    expect(formInput(schema, form)).toEqual({})
  })
})

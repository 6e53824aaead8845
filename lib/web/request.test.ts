import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { operation } from './operation'
import { holds, requiredVersion } from './precondition'
import { Problem } from './problem'
import { jsonBytesMax, parseRequest } from './request'

const create = operation({
  method: 'POST',
  path: '/api/v1/things/{id}',
  name: 'createThing',
  tag: 'T',
  summary: 's',
  access: 'domain.write',
  params: z.object({ id: z.uuid() }),
  query: z.object({ limit: z.coerce.number().int().max(10).optional() }),
  body: z.strictObject({ name: z.string() }),
  response: z.null(),
})

const post = (body: BodyInit, { query = '', type = 'application/json' } = {}) =>
  new Request(`http://panel.test/api/v1/things/1${query}`, { method: 'POST', body, headers: { 'Content-Type': type } })
const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const problem = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problem)) throw new Error(`no problem but ${String(error)}`)
  return error
}

describe('a request', () => {
  it('is parsed whole', async () => {
    expect(await parseRequest(create, post('{"name":"x"}', { query: '?limit=3' }), { id })).toMatchObject({
      params: { id },
      query: { limit: 3 },
      body: { name: 'x' },
    })
  })

  it('hears all its mistakes at once, wherever they are', async () => {
    const found = await problem(parseRequest(create, post('{"nome":"x"}', { query: '?limit=99' }), { id: 'x' }))
    expect(found.errors.map(({ place, field }) => `${place} ${field}`)).toEqual(['path id', 'query limit', 'body name', 'body nome'])
  })

  it('is not understood when a parameter comes twice', async () => {
    expect((await problem(parseRequest(create, post('{"name":"x"}', { query: '?limit=1&limit=2' }), { id }))).code).toBe('invalid_request')
  })

  it('is refused when it is no JSON, no UTF-8 or of another type', async () => {
    expect((await problem(parseRequest(create, post('{'), { id }))).errors[0]?.code).toBe('not_json')
    expect((await problem(parseRequest(create, post(new Uint8Array([0x22, 0xff, 0x22])), { id }))).errors[0]?.code).toBe('not_utf8')
    expect((await problem(parseRequest(create, post('name=x', { type: 'application/x-www-form-urlencoded' }), { id }))).code).toBe(
      'unsupported_media_type',
    )
  })

  it('is not read past its cap, whatever its length was said to be', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(0x20))
      },
    })
    const request = new Request('http://panel.test/', {
      method: 'POST',
      body: endless,
      headers: { 'Content-Type': 'application/json' },
      duplex: 'half',
    } as RequestInit)
    expect((await problem(parseRequest(create, request, { id }))).code).toBe('too_large')
    expect(sent).toBeLessThan(jsonBytesMax * 2)
  })
})

describe('a version', () => {
  const seen = (tag?: string) => new Request('http://panel.test/', { headers: tag === undefined ? {} : { 'If-Match': tag } })

  it('must be said by whoever changes something', async () => {
    expect((await problem(Promise.resolve().then(() => requiredVersion(seen())))).code).toBe('precondition_required')
    expect(requiredVersion(seen('"7"'))).toBe(7)
    expect(requiredVersion(seen('"0"'))).toBe(0)
  })

  it.each(['*', 'W/"7"', '7', '"07"', '"-1"', '"7", "8"'])('cannot be %s', async (tag) => {
    expect((await problem(Promise.resolve().then(() => requiredVersion(seen(tag))))).code).toBe('invalid_request')
  })

  it('that the caller holds already need not be sent again', () => {
    const request = new Request('http://panel.test/', { headers: { 'If-None-Match': '"6", W/"7"' } })
    expect([holds(request, 7), holds(request, 5)]).toEqual([true, false])
  })
})

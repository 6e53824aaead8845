import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { givenDomain, givenHost, unique } from '#lib/db/testing'
import { bearerOf, send } from './in-process'

let token: string
let host: string

beforeAll(async () => {
  token = (await bearerOf('owner')).token
  host = (await givenHost()).name
})

const newDomain = async (over: object = {}) => {
  const answer = await send('POST', '/api/v1/domains', { token, body: { name: `d-${unique()}.example.test`, host, ...over } })
  expect(answer.status, answer.text).toBe(201)
  return answer
}

describe('a change by the API', () => {
  it('tells the thing, its ETag, the revision and what the hosts have of it', async () => {
    const { json, headers } = await newDomain()
    expect(headers.get('etag')).toBe(`"${json.data.version}"`)
    expect(json.change).toEqual({
      revision: expect.stringMatching(/^\d+$/),
      state: 'pending',
      targets: [{ host, domain: json.data.name, state: 'pending', code: null }],
    })
  })

  it('is in the audit as done by the API, or by the command line', async () => {
    const { json } = await newDomain()
    const other = await send('PATCH', `/api/v1/domains/${json.data.id}`, {
      token,
      body: { note: 'x' },
      headers: { 'If-Match': '"1"', 'Postern-Client': 'cli' },
    })
    const via = async (revision: string) => (await send('GET', `/api/v1/changes/${revision}`, { token })).json.data.via
    expect([await via(json.change.revision), await via(other.json.change.revision)]).toEqual(['api', 'cli'])
  })

  it('is addressed by id or by name', async () => {
    const { json } = await newDomain()
    const [byId, byName] = await Promise.all([json.data.id, json.data.name].map((id) => send('GET', `/api/v1/domains/${id}`, { token })))
    expect(byId?.json.data).toEqual(byName?.json.data)
  })
})

describe('two editors of one thing', () => {
  it('must each say which version they saw', async () => {
    const { json } = await newDomain()
    const blind = await send('PATCH', `/api/v1/domains/${json.data.id}`, { token, body: { note: 'x' } })
    expect([blind.status, blind.json.code]).toEqual([428, 'precondition_required'])
    expect((await send('DELETE', `/api/v1/domains/${json.data.id}`, { token })).status).toBe(428)
  })

  it('never overwrite each other: the second is told who changed what', async () => {
    const { json } = await newDomain()
    const path = `/api/v1/domains/${json.data.id}`
    const edit = (note: string) => send('PATCH', path, { token, body: { note }, headers: { 'If-Match': '"1"' } })
    expect((await edit('first')).headers.get('etag')).toBe('"2"')
    const second = await edit('second')
    expect(second.status).toBe(412)
    expect(second.json).toMatchObject({ code: 'conflict', current: { view: { note: 'first', version: 2 }, fields: ['note'] } })
    expect((await send('GET', path, { token })).json.data.note).toBe('first')
  })

  it('need not fetch what they hold already', async () => {
    const { json } = await newDomain()
    const again = await send('GET', `/api/v1/domains/${json.data.id}`, { token, headers: { 'If-None-Match': '"1"' } })
    expect([again.status, again.text]).toEqual([304, ''])
  })
})

describe('a plan', () => {
  it('saves nothing, and says which host could not be asked', async () => {
    const name = `d-${unique()}.example.test`
    const { status, json } = await send('POST', '/api/v1/domains?plan=only', { token, body: { name, host } })
    expect([status, json.plan]).toEqual([200, [expect.objectContaining({ host, failure: expect.stringMatching(/^host_/) })]])
    expect(await db().domain.count({ where: { name } })).toBe(0)
    expect(await db().change.count({ where: { subjectName: name } })).toBe(0)
  })

  it('of what would be refused is refused', async () => {
    const { status } = await send('POST', '/api/v1/domains?plan=only', { token, body: { name: 'not a name' } })
    expect(status).toBe(422)
  })
})

describe('a request that is sent again', () => {
  const body = () => ({ name: `d-${unique()}.example.test`, host })
  const withKey = (key: string) => ({ 'Idempotency-Key': key })

  it('acts once, and answers the same', async () => {
    const [key, wanted] = [unique(), body()]
    const [first, second] = [
      await send('POST', '/api/v1/domains', { token, body: wanted, headers: withKey(key) }),
      await send('POST', '/api/v1/domains', { token, body: wanted, headers: withKey(key) }),
    ]
    expect([second.status, second.text, second.headers.get('etag')]).toEqual([201, first.text, first.headers.get('etag')])
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true'])
    expect(await db().change.count({ where: { action: 'domain.create', subjectName: wanted.name } })).toBe(1)
  })

  it('is refused when it is another one under the same key', async () => {
    const key = unique()
    await send('POST', '/api/v1/domains', { token, body: body(), headers: withKey(key) })
    const other = await send('POST', '/api/v1/domains', { token, body: body(), headers: withKey(key) })
    expect([other.status, other.json.code]).toEqual([422, 'idempotency_mismatch'])
  })

  it('waits its turn while the first one runs', async () => {
    const [key, wanted] = [unique(), body()]
    const both = await Promise.all([1, 2].map(() => send('POST', '/api/v1/domains', { token, body: wanted, headers: withKey(key) })))
    expect(both.map(({ status }) => status).toSorted()).toSatisfy(([a, b]: number[]) => a === 201 && (b === 409 || b === 201))
    expect(await db().change.count({ where: { action: 'domain.create', subjectName: wanted.name } })).toBe(1)
  })

  it('may be tried again after a refusal, which changed nothing', async () => {
    const [key, name] = [unique(), `d-${unique()}.example.test`]
    const late = `host-${unique()}`
    const attempt = () => send('POST', '/api/v1/domains', { token, body: { name, host: late }, headers: withKey(key) })
    expect((await attempt()).status).toBe(422)
    await givenHost({ name: late })
    expect((await attempt()).status).toBe(201)
  })

  it('has its generated password again, of which the database keeps nothing readable', async () => {
    const [key, domain] = [unique(), (await newDomain()).json.data.name]
    const ask = () => send('POST', '/api/v1/mailboxes', { token, body: { address: `a@${domain}` }, headers: withKey(key) })
    const [first, second] = [await ask(), await ask()]
    const password: string = first.json.data.generatedPassword
    expect(password.length).toBeGreaterThan(15)
    expect(second.json.data.generatedPassword).toBe(password)
    const rows = await db().idempotencyKey.findMany({ where: { key } })
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(password)
  })
})

describe('a list', () => {
  it('is walked forwards and back by its links, each row once', async () => {
    const search = unique()
    for (let index = 0; index < 5; index++) await givenDomain({ name: `${index}-${search}.example.test` })
    const seen: string[] = []
    let path: string | null = `/api/v1/domains?search=${search}&limit=2`
    let previous: string | null = null
    while (path !== null) {
      const { json, headers } = await send('GET', path, { token })
      seen.push(...json.data.map((row: { name: string }) => row.name))
      previous = linkOf(headers.get('link'), 'prev')
      path = linkOf(headers.get('link'), 'next')
    }
    expect(seen).toEqual([0, 1, 2, 3, 4].map((index) => `${index}-${search}.example.test`))
    const back = await send('GET', previous ?? '', { token })
    expect(back.json.data.map((row: { name: string }) => row.name)).toEqual(seen.slice(2, 4))
  })

  it('refuses a filter that it does not know, which must not mean "all"', async () => {
    const { status, json } = await send('GET', '/api/v1/domains?serach=x', { token })
    expect([status, json.errors]).toEqual([400, [expect.objectContaining({ parameter: 'serach', code: 'unknown_field' })]])
  })

  it('refuses a cursor that it did not make, in the form of a problem', async () => {
    const { status, json } = await send('GET', '/api/v1/domains?cursor=AAAA', { token })
    expect([status, json.code]).toEqual([400, 'invalid_request'])
  })
})

describe('a refusal', () => {
  it('names every field that is wrong, with a sentence in the language that was asked for', async () => {
    const body = { name: 'not a name', kind: 'castle', surprise: 1 }
    const answer = await send('POST', '/api/v1/domains', { token, body, headers: { 'Accept-Language': 'es' } })
    expect([answer.status, answer.headers.get('content-language')]).toEqual([422, 'es'])
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer).toSorted()).toEqual(['#/kind', '#/name', '#/surprise'])
    for (const { detail, code } of answer.json.errors) expect(detail).not.toBe(code)
  })

  it('has a type that the API itself explains', async () => {
    const { json } = await send('POST', '/api/v1/domains', { token, body: {} })
    const { status, json: explained } = await send('GET', json.type)
    expect([status, explained.data.code]).toEqual([200, json.code])
  })
})

describe('strangers in the headers of a request', () => {
  it('change nothing in the answer', async () => {
    const headers = { Host: 'evil.test', 'X-Forwarded-Host': 'evil.test', 'X-Forwarded-Proto': 'gopher', Forwarded: 'host=evil.test' }
    for (let index = 0; index < 2; index++) await givenDomain()
    for (const [path, status] of [
      ['/api/v1/domains?limit=1', 200],
      ['/api/v1/openapi.json', 200],
      ['/api/v1/settings', 200],
      ['/api/v1/domains/none', 404],
    ] as const) {
      const answer = await send('GET', path, { token, headers, origin: 'http://evil.test' })
      expect(answer.status).toBe(status)
      expect(answer.text + JSON.stringify([...answer.headers])).not.toContain('evil.test')
    }
  })
})

describe('a token', () => {
  it('has the role that its administrator has now, and ends with them', async () => {
    const { token: hers, actor } = await bearerOf('owner')
    const settings = () => send('GET', '/api/v1/people', { token: hers }).then(({ status }) => status)
    expect(await settings()).toBe(200)
    await db().administrator.update({ where: { id: actor.id }, data: { role: 'domain_admin' } })
    expect(await settings()).toBe(403)
    await db().administrator.update({ where: { id: actor.id }, data: { disabledAt: new Date() } })
    expect(await settings()).toBe(401)
  })

  it('is worth nothing once it has expired or was revoked', async () => {
    const { token: hers, tokenId } = await bearerOf('owner', new Date(Date.now() + 3_600_000).toISOString())
    const me = () => send('GET', '/api/v1/me', { token: hers }).then(({ status }) => status)
    expect(await me()).toBe(200)
    await db().apiToken.update({ where: { id: tokenId }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await me()).toBe(401)
    const second = await bearerOf('owner')
    expect((await send('POST', `/api/v1/tokens/${second.tokenId}/revoke`, { token: second.token })).status).toBe(200)
    expect((await send('GET', '/api/v1/me', { token: second.token })).status).toBe(401)
  })

  it('cannot mint one that outlives it, nor end one of a higher role', async () => {
    const short = await bearerOf('admin', new Date(Date.now() + 3_600_000).toISOString())
    const wide = await send('POST', '/api/v1/tokens', {
      token: short.token,
      body: { name: 'wider', access: 'everything', expiresAt: null },
    })
    expect([wide.status, wide.json.errors[0].code]).toEqual([422, 'token_outlives'])
    const owner = await bearerOf('owner')
    expect((await send('POST', `/api/v1/tokens/${owner.tokenId}/revoke`, { token: short.token })).status).toBe(404)
  })

  it('that asks without end is told to wait', async () => {
    const { token: hers, tokenId } = await bearerOf('owner')
    await db().tokenUse.create({ data: { tokenId, windowStart: new Date(), requests: 1_000_000 } })
    const { status, headers } = await send('GET', '/api/v1/me', { token: hers })
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('no answer', () => {
  it('holds a hash or a secret, whatever is asked', async () => {
    const { json } = await newDomain()
    const made = await send('POST', '/api/v1/mailboxes', {
      token,
      body: { address: `x@${json.data.name}`, password: 'correct-horse-battery-7' },
    })
    const rows = await Promise.all([
      db().mailbox.findUniqueOrThrow({ where: { id: made.json.data.id }, select: { passwordHash: true } }),
      db()
        .administrator.findFirstOrThrow({ select: { passwordHash: true }, where: { passwordHash: { not: '!' } } })
        .catch(() => null),
      db().apiToken.findFirstOrThrow({ select: { secretHash: true } }),
    ])
    const secrets = ['correct-horse-battery-7', ...rows.flatMap((row) => Object.values(row ?? {}))]
    const paths = [
      'mailboxes',
      `mailboxes/${made.json.data.id}`,
      'changes',
      'tokens',
      'people',
      'me',
      'settings',
      `mailboxes/${made.json.data.id}/impact`,
    ]
    const answers = [
      made.text,
      ...(await Promise.all(paths.map((path) => send('GET', `/api/v1/${path}`, { token })))).map(({ status, text }) => `${status} ${text}`),
    ]
    expect(answers.slice(1).filter((text) => !text.startsWith('200'))).toEqual([])
    for (const secret of secrets) expect(answers.join('\n')).not.toContain(secret)
    expect(answers.join('\n')).not.toMatch(/\{(?:ARGON2ID|BLF-CRYPT|SHA512-CRYPT)\}|\$argon2id\$/)
  })
})

function linkOf(header: string | null, rel: string): string | null {
  return (
    (header ?? '')
      .split(', ')
      .find((part) => part.endsWith(`rel="${rel}"`))
      ?.match(/<([^>]+)>/)?.[1] ?? null
  )
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { runTasks } from '../../../worker/testing'
import { bearerOf, send } from './in-process'

const hash = `{SHA512-CRYPT}$6$rounds=5000$salt$${'a'.repeat(86)}`
let token: string
let worker: Awaited<ReturnType<typeof runTasks>>
let domain: Awaited<ReturnType<typeof givenDomain>>

beforeAll(async () => {
  token = (await bearerOf('owner')).token
  domain = await givenDomain()
  worker = await runTasks()
})
afterAll(() => worker.stop())

const post = (path: string, text: string) => send('POST', path, { token, text, headers: { 'Content-Type': 'text/csv' } })

describe('an import by the API', () => {
  it('is a task that one may wait for, and whose passwords are given once', async () => {
    const asked = await post('/api/v1/mailboxes.csv?wait=saved&fileName=people.csv', `address\nann@${domain.name}\n`)
    const { id } = asked.json.data
    expect([asked.status, asked.headers.get('location')]).toEqual([202, `/api/v1/tasks/${id}`])
    expect(asked.json).toMatchObject({
      data: { state: 'saved', action: 'import', noun: 'mailboxes', fileName: 'people.csv', changed: 1, total: 1 },
      change: { revision: expect.stringMatching(/^\d+$/), state: 'pending' },
    })
    const take = () => send('POST', `/api/v1/tasks/${id}/passwords`, { token })
    expect((await take()).json.data).toMatchObject([{ address: `ann@${domain.name}` }])
    expect([(await take()).status, (await send('GET', `/api/v1/tasks?noun=mailboxes`, { token })).json.data.length]).toEqual([422, 1])
  })

  it('with bad lines is accepted and then refused, each line named; a dry run answers at once', async () => {
    const csv = `address,passwordHash\nx@foreign.example,${hash}\n`
    const mistakes = [{ line: 2, column: 'address', code: 'domain_unknown' }]
    const dry = await post('/api/v1/mailboxes.csv?dryRun=true', csv)
    expect([dry.status, dry.json]).toMatchObject([200, { data: { lines: 1, mistakesTotal: 1, mistakes } }])
    const asked = await post('/api/v1/mailboxes.csv?wait=saved', csv)
    expect(asked.json).toMatchObject({ data: { state: 'refused', mistakes }, change: null })
  })

  it('is sent again without being done again', async () => {
    const text = `address,destinations\ninfo@${domain.name},x@foreign.example\n`
    const again = () =>
      send('POST', '/api/v1/aliases.csv', { token, text, headers: { 'Content-Type': 'text/csv', 'Idempotency-Key': 'import-once' } })
    const [first, second] = [await again(), await again()]
    expect(second.json.data.id).toBe(first.json.data.id)
    expect(await db().task.count({ where: { noun: 'aliases' } })).toBe(1)
  })
})

describe('a change to many by the API', () => {
  it('is answered at once when they are few, and is a task when they are very many', async () => {
    const crowd = await givenDomain({ name: `crowd-${unique()}.example.test` })
    const lines = Array.from({ length: 1001 }, (_, n) => `u${n}@${crowd.name},${hash}`)
    await post('/api/v1/mailboxes.csv?wait=saved', `address,passwordHash\n${lines.join('\n')}\n`)
    const disable = (selection: object, query = '') =>
      send('POST', `/api/v1/mailboxes/bulk${query}`, { token, body: { action: 'disable', selection } })
    await givenMailbox(domain, 'few')
    const few = await disable({ filter: { domain: domain.name, search: 'few' }, expected: 1 })
    expect([few.status, few.json.data]).toEqual([200, { matched: 1, changed: 1 }])
    const changed = await disable({ filter: { domain: crowd.name }, expected: 1000 })
    expect([changed.status, changed.json.errors[0].code]).toEqual([422, 'selection_changed'])
    const many = await disable({ filter: { domain: crowd.name }, expected: 1001 })
    expect([many.status, many.json.data.action]).toEqual([202, 'disable'])
    const task = await send('GET', `/api/v1/tasks/${many.json.data.id}?wait=saved`, { token })
    expect(task.json.data).toMatchObject({ state: 'saved', changed: 1001, total: 1001 })
    expect(await db().mailbox.count({ where: { domainId: crowd.id, enabled: true } })).toBe(0)
    expect((await send('POST', `/api/v1/tasks/${many.json.data.id}/cancel`, { token })).json.errors[0].code).toBe('task_ended')
  })
})

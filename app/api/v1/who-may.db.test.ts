import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { givenAdministrator, givenDomain } from '#lib/db/testing'
import { askNobody } from '#lib/dns-status/testing'
import { createToken } from '#lib/people/token-commands'
import { operations } from '#lib/web/api/registry'
import type { OperationShape } from '#lib/web/operation'
import { givenBelongings, givenOthers, givenThings } from '#lib/web/testing'
import { type Asked, requests } from '#lib/web/testing-requests'
import { send } from './in-process'
import { type Row, roles, rows, whoMay } from './who-may'

const byName = new Map(operations.map((operation) => [operation.name, operation]))

/** These ask a mail host, and there is none in this test: that they go so far is what is looked at. */
const asksHost = new Set([
  'planHostConfig',
  'applyHostConfig',
  'rollBackHostConfig',
  'listGenerations',
  'getGeneration',
  'planRollback',
  'rollBackHost',
  'getDrift',
  'takeOver',
  'endMailSessions',
  'tryFilters',
  'listQueuedMessages',
  'listQueueCauses',
  'getQueuedMessage',
  'openQueuedMessage',
  'actOnQueue',
  'listScripts',
  'getScript',
  'saveScript',
  'renameScript',
  'deleteScript',
  'activateScript',
  // The same of a name server.
  'testDnsZone',
  'publishRecords',
])

/** Nobody has saved them yet. */
const neverSaved = new Set(['updateSettings', 'updateSignInProvider', 'updateDnsSettings', 'updateTraceSettings', 'updateReportInbox'])

async function bearerOf(actor: AdministratorActor): Promise<string> {
  const made = await createToken({ ...actor, role: 'owner' }, { name: 'test', access: 'everything' })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  return made.value.token
}

function ask(operation: OperationShape, { params = {}, query = {}, body, csv }: Asked, token: string) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'missing'))
  const search = new URLSearchParams(query).toString()
  const headers: Record<string, string> =
    csv === undefined ? {} : { 'Content-Type': operation.takes === 'file' ? 'application/octet-stream' : 'text/csv' }
  if (operation.precondition) headers['If-Match'] = `"${neverSaved.has(operation.name) ? 0 : 1}"`
  return send(operation.method, search === '' ? path : `${path}?${search}`, { token, body, text: csv, headers })
}

/** All that somebody could have changed in the domain, as it stands. */
const stateOf = (domainId: string, name: string) =>
  db().$queryRaw`
    select (select json_agg(d) from "Domain" d where d.id = ${domainId}::uuid) as domain,
      (select json_agg(m order by m.id) from "Mailbox" m where m."domainId" = ${domainId}::uuid) as mailboxes,
      (select json_agg(p order by p.id) from "AppPassword" p join "Mailbox" m on m.id = p."mailboxId" where m."domainId" = ${domainId}::uuid) as "appPasswords",
      (select json_agg(k order by k.id) from "DkimKey" k where k."domainId" = ${domainId}::uuid) as "dkimKeys",
      (select json_agg(a order by a.id) from "Alias" a where a."domainId" = ${domainId}::uuid) as aliases,
      (select json_agg(g order by g.id) from "Group" g where g."domainId" = ${domainId}::uuid) as groups,
      (select json_agg(s order by s.id) from "SendAsGrant" s where s."domainName" = ${name}) as grants,
      (select json_agg(r order by r.id) from "ArchivedMailbox" r where r."domainName" = ${name}) as archived,
      (select json_agg(p) from "DomainApply" p where p."domainName" = ${name}) as applied,
      (select count(*)::int from "Change" c where c."domainName" = ${name}) as changes`

// What keys and records are asked for, nobody answers.
beforeAll(askNobody)

it('every operation has a row, and every row an operation', () => {
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual(operations.map(({ name }) => name).toSorted())
  const needing = operations.filter(({ params, body }) => params || body).map(({ name }) => name)
  expect(needing.filter((name) => !requests[name])).toEqual([])
})

it('docs/roles.md shows this table', () => {
  expect(readFileSync(new URL('../../../docs/roles.md', import.meta.url), 'utf8')).toContain(whoMay.trim())
})

async function someone(role: (typeof roles)[number]) {
  const domain = await givenDomain()
  const actor = await givenAdministrator(role, role === 'domain_admin' ? [domain] : [])
  const things = await givenThings(domain)
  const belongings = await givenBelongings(actor, things.secret, role === 'domain_admin' ? [domain.id] : null)
  return { actor, token: await bearerOf(actor), all: { ...things, ...belongings, ...(await givenOthers()) } }
}

describe.each(roles)('%s', (role) => {
  it.each(rows.map((row) => [row[role], row.operation] as const))('%s: %s', async (answer, name) => {
    const operation = byName.get(name)
    if (!operation) throw new Error(`${name} is no operation`)
    const { token, all } = await someone(role)
    const { status, text } = await ask(operation, requests[name]?.(all) ?? {}, token)
    if (answer === 'no') expect([status, text]).toEqual([403, expect.stringContaining('forbidden')])
    else if (asksHost.has(name))
      expect([status, text.slice(0, 500)]).not.toEqual([expect.toSatisfy((code) => [401, 403, 404, 422].includes(code)), expect.anything()])
    else expect([status, text.slice(0, 500)]).toEqual([expect.toSatisfy((code) => code < 300), expect.anything()])
  })
})

describe('a domain administrator and what is foreign', () => {
  let stranger: Awaited<ReturnType<typeof someone>>
  let foreign: (typeof stranger)['all']

  beforeAll(async () => {
    stranger = await someone('domain_admin')
    foreign = (await someone('admin')).all
  })

  it.each(rows.filter((row) => row.domain_admin === 'own').map((row: Row) => row.operation))('%s', async (name) => {
    const operation = byName.get(name)
    if (!operation) throw new Error(`${name} is no operation`)
    const asked = requests[name]?.(foreign) ?? {}
    const before = await stateOf(foreign.domain.id, foreign.domain.name)
    const { status, text } = await ask(operation, asked, stranger.token)
    const named = JSON.stringify(asked).includes(foreign.domain.name)
    if (asked.params) expect(status).toBe(404)
    expect(text).not.toContain(foreign.secret)
    if (!named) expect(text).not.toContain(foreign.domain.name)
    expect(await stateOf(foreign.domain.id, foreign.domain.name)).toEqual(before)
  })

  it.each([
    ['changeMailboxes', 'delete'],
    ['changeAliases', 'delete'],
    ['changeGroups', 'delete'],
  ])('%s of all that match finds nothing there', async (name, action) => {
    const operation = byName.get(name)
    if (!operation) throw new Error(`${name} is no operation`)
    const before = await stateOf(foreign.domain.id, foreign.domain.name)
    const filters = [{ domain: foreign.domain.name }, { search: foreign.secret }]
    for (const filter of filters) {
      const { status, json } = await ask(operation, { body: { action, selection: { filter } } }, stranger.token)
      expect([status, json?.data]).toEqual([200, { matched: 0, changed: 0 }])
    }
    expect(await stateOf(foreign.domain.id, foreign.domain.name)).toEqual(before)
  })

  it.each(['listDomains', 'listMailboxes', 'listAliases', 'listGroups', 'listArchive', 'listSendAs', 'listChanges'])(
    '%s filtered by it is empty',
    async (name) => {
      const operation = byName.get(name)
      if (!operation) throw new Error(`${name} is no operation`)
      const query: Record<string, string> = name === 'listDomains' ? { search: foreign.secret } : { domain: foreign.domain.name }
      const { json } = await ask(operation, { query }, stranger.token)
      expect(json.data).toEqual([])
    },
  )

  it('cannot be told from what does not exist', async () => {
    const operation = byName.get('getMailbox')
    if (!operation) throw new Error('getMailbox is no operation')
    const there = await ask(operation, { params: { id: `known@${foreign.domain.name}` } }, stranger.token)
    const nowhere = await ask(operation, { params: { id: 'known@nowhere.example.test' } }, stranger.token)
    const plain = ({ text }: { text: string }, name: string) => text.replaceAll(name, 'NAME')
    expect(plain(there, foreign.domain.name)).toBe(plain(nowhere, 'nowhere.example.test'))
  })
})

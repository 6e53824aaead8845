// T15: what the form refuses, the API, CSV and the command line refuse too, for the same reason. One table of bad inputs per noun; a noun
// that can be imported and has no row here fails.
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { createAliasInput } from '#lib/aliases/schema'
import { db } from '#lib/db/client'
import { givenHost, unique } from '#lib/db/testing'
import { createDomainInput } from '#lib/domains/schema'
import { createGroupInput } from '#lib/groups/schema'
import { createMailboxInput } from '#lib/mailboxes/schema'
import { refusalsOf } from '#lib/refusals-of'
import { operations } from '#lib/web/api/registry'
import { formInput } from '#lib/web/form-input'
import { commands } from '../../../cli/commands'
import { run } from '../../../cli/run'
import { bearerOf, listen, send } from './in-process'

const domain = `t15-${unique()}.example.test`
let token: string
let server: Awaited<ReturnType<typeof listen>>

type Bad = { field: string; text: string }
type Noun = {
  schema: z.ZodType
  /** What is right, as text. */
  right: Record<string, string>
  /** The option of `create` for a field, where the command line has one; the address is its argument. */
  options: Record<string, string>
  bad: Bad[]
}

const long = (length: number) => 'x'.repeat(length)
const addresses: Bad[] = [
  { field: 'address', text: 'no address' },
  { field: 'address', text: `../../x@${domain}` },
  { field: 'address', text: `-rf@${domain}` },
  { field: 'address', text: `a b@${domain}` },
  { field: 'address', text: `a\u202eb@${domain}` },
  { field: 'address', text: `${long(65)}@${domain}` },
  { field: 'address', text: 'a@-bad-.test' },
]
const texts: Bad[] = [
  { field: 'note', text: long(2001) },
  { field: 'note', text: 'a\u202eb' },
]

const nouns: Record<string, Noun> = {
  mailboxes: {
    schema: createMailboxInput,
    right: { address: `a@${domain}`, password: 'a long enough secret' },
    options: { quotaBytes: '--quota', note: '--note', displayName: '--name', recoveryAddress: '--recovery', tags: '--tag' },
    bad: [
      ...addresses,
      ...texts,
      { field: 'tags', text: long(80) },
      { field: 'quotaBytes', text: 'huge' },
      { field: 'quotaBytes', text: '9000 TiB' },
      { field: 'displayName', text: 'a\u2028b' },
      { field: 'recoveryAddress', text: 'nowhere' },
    ],
  },
  aliases: {
    schema: createAliasInput,
    right: { address: `b@${domain}`, destinations: 'ann@other.test' },
    options: { destinations: '--to', note: '--note', tags: '--tag', expiresAt: '--expires' },
    bad: [
      ...addresses,
      ...texts,
      { field: 'destinations', text: '|/bin/sh' },
      { field: 'destinations', text: ':include:/etc/passwd' },
      { field: 'expiresAt', text: 'tomorrow' },
    ],
  },
  groups: {
    schema: createGroupInput,
    right: { address: `c@${domain}`, members: 'ann@other.test' },
    options: { members: '--member', note: '--note', tags: '--tag' },
    bad: [...addresses, ...texts, { field: 'members', text: 'a@b@c' }],
  },
  domains: {
    schema: createDomainInput,
    right: { name: 'right.example.test' },
    options: { note: '--note' },
    bad: [
      { field: 'name', text: '../../x' },
      { field: 'name', text: '-rf' },
      { field: 'name', text: 'a;b.test' },
      { field: 'name', text: `${long(64)}.test` },
      ...texts,
    ],
  },
}

beforeAll(async () => {
  token = (await bearerOf('owner')).token
  const host = await givenHost()
  await send('POST', '/api/v1/domains', { token, body: { name: domain, host: host.name } })
  server = await listen()
  process.env.POSTERN_URL = server.url
  process.env.POSTERN_TOKEN = token
})
afterAll(() => server.close())

/** `field: code`, rows of a list without their number. */
const said = (refusals: readonly { field: string | null; code: string }[]): string[] =>
  refusals.map(({ field, code }) => `${field?.replace(/\.\d+$/, '')}: ${code}`)

function byForm({ schema }: Noun, values: Record<string, string>): string[] {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  const input = formInput(schema, form)
  const parsed = schema.safeParse(input)
  return parsed.success ? [] : said(refusalsOf(parsed.error, input))
}

async function byApi(noun: string, values: Record<string, string>): Promise<string[]> {
  const { json } = await send('POST', `/api/v1/${noun}`, { token, body: values })
  const errors: { pointer?: string; code: string }[] = json.errors ?? []
  return said(errors.map(({ pointer, code }) => ({ field: pointer?.replace('#/', '').replaceAll('/', '.') ?? null, code })))
}

async function byCsv(noun: string, values: Record<string, string>): Promise<string[]> {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const text = `${Object.keys(values).join(',')}\n${Object.values(values).map(cell).join(',')}\n`
  const { json } = await send('POST', `/api/v1/${noun}.csv?dryRun=true`, { token, text, headers: { 'Content-Type': 'text/csv' } })
  const mistakes: { column: string | null; code: string }[] = json.data?.mistakes ?? []
  return said(mistakes.map(({ column, code }) => ({ field: column, code })))
}

async function byCommandLine(noun: string, { options }: Noun, { field, text }: Bad): Promise<number> {
  const word = noun === 'mailboxes' ? 'mailbox' : noun === 'aliases' ? 'alias' : noun === 'groups' ? 'group' : 'domain'
  const given = { ...nouns[noun]?.right, [field]: text }
  const name = given.address ?? given.name ?? ''
  const words = Object.entries(given).flatMap(([key, value]) => (options[key] ? [`${options[key]}=${value}`] : []))
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
  const generated = word === 'mailbox' ? ['--generate'] : []
  return run(commands, [word, 'create', ...generated, ...words, '--', name], streams)
}

it('every noun that can be imported has a table of bad inputs', () => {
  const imported = operations.filter(({ takes }) => takes === 'csv').map(({ path }) => path.replace('/api/v1/', '').replace('.csv', ''))
  expect(Object.keys(nouns)).toEqual(expect.arrayContaining(imported))
})

describe.each(Object.entries(nouns))('%s', (name, noun) => {
  it.each(noun.bad)('a bad $field is refused on every way in, for one reason: $text', async (bad) => {
    const values = { ...noun.right, [bad.field]: bad.text }
    const before = await db().change.count()
    const reason = byForm(noun, values).find((one) => one.startsWith(`${bad.field}: `))
    expect(reason, 'the form refuses it').toBeDefined()
    expect(await byApi(name, values), 'the API').toContain(reason)
    if (name !== 'domains') expect(await byCsv(name, values), 'CSV').toContain(reason)
    if (bad.field in noun.options || ['address', 'name'].includes(bad.field))
      expect(await byCommandLine(name, noun, bad), 'the command line').not.toBe(0)
    expect(await db().change.count(), 'nothing was saved').toBe(before)
  })
})

it('a file may bring a hash of a known scheme, and nothing weaker (T16)', async () => {
  for (const passwordHash of ['{PLAIN}secret', '{CRYPT}ab1Qjl5fxYo9A', '{MD5}xxxx', '{plain-md4}x', 'secret', '{SSHA512}'])
    expect(await byCsv('mailboxes', { address: `h@${domain}`, passwordHash }), passwordHash).not.toEqual([])
})

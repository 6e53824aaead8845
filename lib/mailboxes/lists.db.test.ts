import { beforeAll, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { type List, pageOfIds, type Reader } from '#lib/db/keyset'
import { asOwner, givenDomain, givenMailbox } from '#lib/db/testing'
import { mailboxConditions, mailboxFrom, mailboxId } from './filter'
import { listMailboxes, listTags } from './queries'
import type { MailboxFilter } from './schema'

const count = 20_000
let owner: AdministratorActor

beforeAll(async () => {
  owner = await asOwner()
  const domain = await givenDomain({ name: 'big.test' })
  await givenMailbox(await givenDomain({ name: 'small.test' }), 'alone')
  await db().$executeRaw`
    insert into "Mailbox" (id, "domainId", "localPart", address, "displayName", "passwordHash", "quotaBytes", enabled, pop3, tags, "createdAt", "updatedAt")
    select gen_random_uuid(), ${domain.id}::uuid, 'u' || n, 'u' || n || '@big.test', md5(n::text), '{SHA512-CRYPT}x', n % 7, n % 500 <> 0, n % 400 <> 0,
      case when n % 1000 = 0 then array['rare'] else '{}' end, now() - make_interval(secs => n % 97), now() from generate_series(1, ${count}::int) n`
  await db().$executeRaw`update "Domain" set "mailboxCount" = ${count} where id = ${domain.id}::uuid`
  await db().$executeRaw`analyze`
}, 60_000)

/** Every address of a list, walked page by page. */
async function walk(filter: MailboxFilter, way: 'next' | 'previous', limit: number): Promise<string[]> {
  const addresses: string[] = []
  let cursor = way === 'next' ? undefined : 'last'
  for (;;) {
    const page = await listMailboxes(owner, filter, { cursor, limit })
    const rows = page.rows.map((row) => row.address)
    if (way === 'next') addresses.push(...rows)
    else addresses.unshift(...rows)
    const on = page[way]
    if (on === null) return addresses
    cursor = on
  }
}

describe('a list of mailboxes', () => {
  it.each(['address', 'created', 'quota', 'name'] as const)('by %s shows every row once, forwards and backwards alike', async (sort) => {
    for (const descending of [false, true]) {
      // Every five-hundredth is disabled: u1000, u1500, u10000, u10500 … u19500. Many share a key.
      const filter = { sort, descending, search: 'u1' } as const
      const forwards = await walk({ ...filter, enabled: false }, 'next', 7)
      expect(new Set(forwards).size).toBe(forwards.length)
      expect(forwards).toHaveLength(22)
      expect(await walk({ ...filter, enabled: false }, 'previous', 7)).toEqual(forwards)
    }
  })

  it('says how many rows there are: exactly where that is cheap, else at least how many', async () => {
    expect((await listMailboxes(owner)).total).toEqual({ count: count + 1, exact: true })
    expect((await listMailboxes(owner, { domain: 'SMALL.test' })).total).toEqual({ count: 1, exact: true })
    expect((await listMailboxes(owner, { search: 'big' })).total).toEqual({ count: 1000, exact: false })
    expect((await listMailboxes(owner, { tag: 'rare' })).total).toEqual({ count: 20, exact: true })
  })

  it.each([
    ['u777@', 1],
    ['U777@BIG.test', 1],
    ['777@ big', 20],
    ['100%', 0],
    ['u_77', 0],
    ['\\', 0],
    ['\'; drop table "Mailbox"; --', 0],
    ['\0', count + 1],
    ['al', 1],
    ['lone', 1],
  ])('searched for %j finds %i', async (search, found) => {
    expect((await listMailboxes(owner, { search })).total.count).toBe(found)
  })

  it('shows what a search finds in the order of the list, also where thousands of rows stand before it', async () => {
    const filter = { search: 'u9' } as const
    const inOrder = Array.from({ length: count }, (_, n) => `u${n + 1}@big.test`)
      .filter((address) => address.startsWith('u9'))
      .sort()
    expect(inOrder.length).toBeGreaterThan(1000)
    expect(await walk(filter, 'next', 200)).toEqual(inOrder)
    expect(await walk(filter, 'previous', 200)).toEqual(inOrder)
    expect(await walk({ ...filter, descending: true }, 'next', 200)).toEqual(inOrder.toReversed())
  })

  it('knows the tags in use, each once and by name', async () => {
    const set = (address: string, tags: string[]) => db().mailbox.update({ where: { address }, data: { tags } })
    await set('u1@big.test', ['office', 'board'])
    await set('u2@big.test', ['office'])
    await set('u3@big.test', ['office', 'board'])
    expect(await listTags(owner)).toEqual(['board', 'office', 'rare'])
  })

  it('refuses a cursor that it did not make', async () => {
    const foreign = (await listMailboxes(owner, { sort: 'created' }, { limit: 5 })).next ?? ''
    const forged = Buffer.from(JSON.stringify(['quota', false, 'after', 'many', '00000000-0000-0000-0000-000000000000'])).toString(
      'base64url',
    )
    for (const [cursor, sort] of [
      ['x', 'address'],
      [foreign, 'address'],
      [forged, 'quota'],
    ] as const) {
      await expect(listMailboxes(owner, { sort }, { cursor })).rejects.toMatchObject({ code: 'invalid_request' })
    }
  })
})

/** Runs what a query would run as EXPLAIN, and keeps the plans. */
function explaining(plans: string[]): Reader {
  const $queryRaw = (async (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => {
    const statement = Array.isArray(query) ? Prisma.sql(query as unknown as string[], ...values) : (query as Prisma.Sql)
    const rows = await db().$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${statement}`)
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    return db().$queryRaw(statement)
  }) as Reader['$queryRaw']
  return { $queryRaw }
}

describe('no page reads the whole table', () => {
  const sorts = {
    address: { name: 'address', expression: Prisma.sql`m.address`, cast: 'text', unique: true },
    created: { name: 'created', expression: Prisma.sql`m."createdAt"`, cast: 'timestamptz' },
    quota: { name: 'quota', expression: Prisma.sql`m."quotaBytes"`, cast: 'bigint' },
    name: { name: 'name', expression: Prisma.sql`lower(m."displayName")`, cast: 'text' },
  } as const

  it.each(Object.keys(sorts) as (keyof typeof sorts)[])('first, next and last by %s', async (sort) => {
    const plans: string[] = []
    const reader = explaining(plans)
    const list: List = { from: mailboxFrom, id: mailboxId, where: [], sort: sorts[sort], descending: false }
    const first = await pageOfIds(reader, list, {})
    await pageOfIds(reader, list, { cursor: first.next ?? '' })
    await pageOfIds(reader, list, { cursor: 'last' })
    expect(plans).toHaveLength(3)
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan|Sort/)
  })

  it.each<MailboxFilter>([
    { search: 'u777@' },
    { search: 'al' },
    { tag: 'rare' },
    { enabled: false },
    { protocolOff: 'pop3' },
    { domain: 'small.test' },
  ])('filtered by %j', async (filter) => {
    const plans: string[] = []
    const reader = explaining(plans)
    const { plain, search } = await mailboxConditions(owner, reader, filter as Parameters<typeof mailboxConditions>[2])
    const list: List = {
      from: mailboxFrom,
      id: mailboxId,
      where: [...plain, ...(search ? [search.condition] : [])],
      sort: sorts.address,
      descending: false,
    }
    await pageOfIds(reader, list, {})
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on "Mailbox"/)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { exportMailboxes, importMailboxes } from './csv'

let owner: AdministratorActor
let domain: Awaited<ReturnType<typeof givenDomain>>
const hash = `{SHA512-CRYPT}$6$rounds=5000$salt$${'a'.repeat(86)}`

beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  domain = await givenDomain({ name: 'example.test' })
})

const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.code).join(' '))
  return outcome.value
}
const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))
const text = async (parts: AsyncIterable<string>) => {
  let whole = ''
  for await (const part of parts) whole += part
  return whole
}

describe('an import of mailboxes', () => {
  it('names every bad line, dry or not, and leaves nothing', async () => {
    await givenMailbox(domain, 'taken')
    const csv = [
      'address,passwordHash,quotaBytes,forwards',
      `good@example.test,${hash},5 GiB,`,
      `taken@example.test,${hash},,`,
      `a b@example.test,${hash},,`,
      `x@foreign.example,${hash},,`,
      `good@example.test,${hash},,`,
      `plain@example.test,{PLAIN}secret,,`,
      `size@example.test,${hash},many,"x@foreign.example, not an address"`,
    ].join('\n')
    for (const dryRun of [true, false]) {
      const report = saved(await importMailboxes(owner, csv, { dryRun }))
      expect(report.saved).toBe(0)
      expect(report.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
        [3, 'address', 'mailbox_exists'],
        [4, 'address', 'invalid_local_part'],
        [5, 'address', 'domain_unknown'],
        [6, 'address', 'csv_repeated'],
        [7, 'passwordHash', 'unknown_hash'],
        [8, 'quotaBytes', 'invalid_size'],
        [8, 'forwards', 'invalid_address'],
        [8, 'forwards', 'invalid_address'],
        [8, 'forwards', 'invalid_address'],
      ])
      expect(await db().mailbox.count()).toBe(1)
      expect(await db().domain.findFirstOrThrow()).toMatchObject({ mailboxCount: 1 })
    }
  })

  it('finds loops between its own lines', async () => {
    const csv = `address;passwordHash;forwards\r\na@example.test;${hash};b@example.test\r\nb@example.test;${hash};a@example.test\r\n`
    const report = saved(await importMailboxes(owner, csv, { dryRun: false }))
    expect(report.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'forwards', 'forwarding_loop'],
      [3, 'forwards', 'forwarding_loop'],
    ])
  })

  it('keeps to the limits of the domain', async () => {
    await db().domain.update({ where: { id: domain.id }, data: { mailboxesMax: 1 } })
    const report = saved(
      await importMailboxes(owner, `address,passwordHash\na@example.test,${hash}\nb@example.test,${hash}\n`, { dryRun: true }),
    )
    expect(report.mistakes.map((mistake) => mistake.code)).toEqual(['mailboxes_limit'])
  })

  it('makes passwords where none are given and gives them back once', async () => {
    const report = saved(
      await importMailboxes(owner, 'address,password\na@example.test,\nb@example.test,a long enough secret\n', { dryRun: false }),
    )
    expect(report).toMatchObject({ saved: 2, generatedPasswords: [{ address: 'a@example.test' }] })
    const rows = await db().mailbox.findMany({ omit: { passwordHash: false } })
    expect(rows.every((row) => row.passwordHash.startsWith('{ARGON2ID}'))).toBe(true)
    expect(await db().change.count({ where: { via: 'csv', action: 'mailbox.create' } })).toBe(2)
  })

  it.each([
    ['', 'csv_header_missing'],
    ['address', 'csv_empty'],
    ['address,uid\na@example.test,0', 'csv_header_unknown'],
    ['address,address\na@example.test,b@example.test', 'csv_header_twice'],
    ['address\n"a@example.test', 'csv_broken'],
  ])('is refused when it is %j', async (csv, code) => {
    expect(codes(await importMailboxes(owner, csv, { dryRun: false }))).toBe(code)
  })

  it('takes ten thousand mailboxes with their hashes in one change', async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `u${n}@example.test,${hash},Person ${n}`)
    const report = saved(await importMailboxes(owner, `address,passwordHash,displayName\n${lines.join('\n')}\n`, { dryRun: false }))
    expect(report).toMatchObject({ lines: 10_000, saved: 10_000, mistakesTotal: 0 })
    expect(await db().domain.findFirstOrThrow()).toMatchObject({ mailboxCount: 10_000 })
  }, 60_000)
})

describe('an export of mailboxes', () => {
  it('comes in again as it went out, with formulas made harmless on the way', async () => {
    const csv = `address,passwordHash,displayName,note,tags,forwards\na@example.test,${hash},"=1+1","'=x, ""quoted""\n@second","b, c",x@foreign.example\n`
    saved(await importMailboxes(owner, csv, { dryRun: false }))
    const out = await text(exportMailboxes(owner))
    expect(out).toContain(`,'=1+1,`)
    expect(out).not.toContain('SHA512')
    const before = await db().mailbox.findFirstOrThrow({ select: { displayName: true, note: true, tags: true, quotaBytes: true } })
    expect(before.displayName).toBe('=1+1')
    await emptyDatabase()
    owner = await asOwner()
    await givenDomain({ name: 'example.test' })
    expect(saved(await importMailboxes(owner, out, { dryRun: false })).mistakes).toEqual([])
    expect(await db().mailbox.findFirstOrThrow({ select: { displayName: true, note: true, tags: true, quotaBytes: true } })).toEqual(before)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenAdministrator, givenDomain } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { bulkChangeMailboxes } from './bulk'
import { createMailbox, deleteMailbox, setMailboxPassword } from './commands'
import { mailboxImpact } from './impact'
import { getMailbox, listMailboxes } from './queries'
import type { CreateMailboxInput } from './schema'
import { updateMailbox } from './update-mailbox'

let owner: AdministratorActor
let domain: Awaited<ReturnType<typeof givenDomain>>
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  domain = await givenDomain({ name: 'example.test' })
})

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))
const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(codes(outcome))
  return outcome.value
}
const mailbox = (address: string, more: Partial<CreateMailboxInput> = {}) =>
  createMailbox(owner, { address, password: 'a long enough secret', ...more })
const counters = () => db().domain.findUniqueOrThrow({ where: { id: domain.id }, select: { mailboxCount: true, quotaSumBytes: true } })

describe('a mailbox', () => {
  it('is saved with its password hashed, its counters, and nothing secret in view or audit', async () => {
    const value = saved(await mailbox('Alice@Example.test', { quotaBytes: '5 GiB', tags: 'vip, staff', displayName: ' Alice ' }))
    expect(value).toMatchObject({
      address: 'alice@example.test',
      quotaBytes: 5 * 1024 ** 3,
      tags: ['vip', 'staff'],
      displayName: 'Alice',
      generatedPassword: null,
    })
    expect(await counters()).toEqual({ mailboxCount: 1, quotaSumBytes: BigInt(5 * 1024 ** 3) })
    const row = await db().mailbox.findFirstOrThrow({ omit: { passwordHash: false } })
    expect(row.passwordHash).toMatch(/^\{ARGON2ID\}/)
    const audit = JSON.stringify(await db().change.findMany(), (_key, field) => (typeof field === 'bigint' ? field.toString() : field))
    expect(audit + JSON.stringify(value)).not.toMatch(/ARGON2ID|long enough/)
  })

  it('gets a password that is shown once when none is given', async () => {
    const value = saved(await mailbox('a@example.test', { password: null }))
    expect(value.generatedPassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    expect(await getMailbox(owner, value.id)).not.toHaveProperty('generatedPassword')
  })

  it.each<[string, Partial<CreateMailboxInput>, string]>([
    ['a short password', { password: 'short' }, 'password_too_short'],
    ['itself as recovery address', { recoveryAddress: 'A@example.test' }, 'recovery_is_own'],
    ['itself as forward', { forwards: ['a+x@example.test'] }, 'forwarding_loop'],
    ['a line end in its name', { displayName: 'Alice\nroot::0:0' }, 'unprintable_text'],
    ['a turned text direction in its name', { displayName: 'Alice\u202Egpj.exe' }, 'unprintable_text'],
    ['NUL in its note', { note: 'a\0b' }, 'unprintable_text'],
    ['a comma in a tag', { tags: ['a,b'] }, 'invalid_tag'],
    ['a quota that is none', { quotaBytes: 'lots' }, 'invalid_size'],
  ])('is refused with %s', async (_what, input, code) => {
    expect(codes(await mailbox('a@example.test', input))).toContain(code)
    expect(await db().mailbox.count()).toBe(0)
    expect(await counters()).toEqual({ mailboxCount: 0, quotaSumBytes: 0n })
  })

  it('names every mistake at once', async () => {
    const outcome = await createMailbox(owner, { address: 'bad domain@x', displayName: 'a\nb', quotaBytes: -1 })
    expect(outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.field).toSorted()).toEqual(['address', 'displayName', 'quotaBytes'])
  })

  it('keeps to the limits of its domain, also when fifty are made at once', async () => {
    await db().domain.update({
      where: { id: domain.id },
      data: { mailboxesMax: 5, largestQuotaBytes: 2n * 1024n ** 3n, totalQuotaBytes: 4n * 1024n ** 3n },
    })
    expect(codes(await mailbox('a@example.test', { quotaBytes: '3 GiB' }))).toContain('largest_quota_limit')
    expect(codes(await mailbox('a@example.test', { quotaBytes: 0 }))).toContain('unlimited_quota')
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => mailbox(`m${n}@example.test`)))
    expect(outcomes.map(codes).filter((code) => code === 'saved')).toHaveLength(4)
    expect(new Set(outcomes.map(codes).filter((code) => code !== 'saved'))).toEqual(new Set(['total_quota_limit']))
    expect(await counters()).toEqual({ mailboxCount: 4, quotaSumBytes: 4n * 1024n ** 3n })
  })

  it('wanted by many at once is made for one', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => mailbox('same@example.test')))
    expect(outcomes.map(codes).toSorted()).toEqual([...Array(11).fill('mailbox_exists'), 'saved'])
  })

  it('cannot be made by somebody without the permission', async () => {
    await expect(createMailbox(await givenAdministrator('auditor'), { address: 'a@example.test' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('changes; the quota sum follows, and the second of two editors is told', async () => {
    const value = saved(await mailbox('a@example.test'))
    saved(
      await updateMailbox(owner, value.id, value.version, { quotaBytes: '3GiB', forwards: 'x@foreign.example', forwardKeepCopy: 'false' }),
    )
    expect(await counters()).toEqual({ mailboxCount: 1, quotaSumBytes: 3n * 1024n ** 3n })
    const late = await updateMailbox(owner, value.id, value.version, { note: 'late' })
    expect(late).toMatchObject({
      ok: false,
      refusals: [{ code: 'conflict' }],
      current: { fields: expect.arrayContaining(['quotaBytes', 'forwards']) },
    })
  })

  it('gets another password without being in the way of an editor', async () => {
    const value = saved(await mailbox('a@example.test'))
    const before = await db().mailbox.findUniqueOrThrow({ where: { id: value.id }, omit: { passwordHash: false } })
    expect(saved(await setMailboxPassword(owner, value.id, {})).generatedPassword).not.toBeNull()
    const after = await db().mailbox.findUniqueOrThrow({ where: { id: value.id }, omit: { passwordHash: false } })
    expect(after.passwordHash).not.toBe(before.passwordHash)
    expect(codes(await updateMailbox(owner, value.id, value.version, { note: 'x' }))).toBe('saved')
  })

  it('may be the end of an alias, a group and a forward, and its impact names them', async () => {
    const value = saved(await mailbox('a@example.test'))
    saved(await mailbox('b@example.test', { forwards: ['a@example.test'], recoveryAddress: 'a@example.test' }))
    expect(await mailboxImpact(owner, [value.id])).toMatchObject({
      addresses: ['a@example.test'],
      forwards: ['b@example.test'],
      recoveryOf: ['b@example.test'],
      bytes: null,
      archiveDays: 30,
    })
  })

  it('that is deleted leaves its mail to the archive, its address free once that is moved', async () => {
    const value = saved(await mailbox('a@example.test'))
    saved(await deleteMailbox(owner, value.id, value.version))
    expect(await counters()).toEqual({ mailboxCount: 0, quotaSumBytes: 0n })
    expect(await db().addressClaim.count()).toBe(0)
    const archived = await db().archivedMailbox.findFirstOrThrow()
    expect(archived).toMatchObject({ address: 'a@example.test', state: 'archiving' })
    expect(codes(await mailbox('a@example.test'))).toBe('mailbox_being_archived')
    await db().archivedMailbox.update({ where: { id: archived.id }, data: { state: 'kept' } })
    expect(codes(await mailbox('a@example.test'))).toBe('saved')
  })
})

describe('many mailboxes at once', () => {
  beforeEach(async () => {
    for (const n of [1, 2, 3, 4, 5]) saved(await mailbox(`m${n}@example.test`, { tags: n > 3 ? ['late'] : [] }))
  })

  it('named or all that match are changed together, each with its entry', async () => {
    expect(saved(await bulkChangeMailboxes(owner, { action: 'disable', selection: { filter: { tag: 'late' } } }))).toEqual({
      matched: 2,
      changed: 2,
    })
    expect(saved(await bulkChangeMailboxes(owner, { action: 'disable', selection: { filter: { search: 'example' } } }))).toEqual({
      matched: 5,
      changed: 3,
    })
    expect((await listMailboxes(owner, { enabled: false })).total).toEqual({ count: 5, exact: true })
    expect(await db().change.count({ where: { action: 'mailbox.update' } })).toBe(5)
  })

  it('are not changed when more match than were seen', async () => {
    expect(codes(await bulkChangeMailboxes(owner, { action: 'delete', selection: { filter: {}, expected: 4 } }))).toBe('selection_changed')
    expect(await db().mailbox.count()).toBe(5)
  })

  it('get a quota only if the domain allows all of them', async () => {
    await db().domain.update({ where: { id: domain.id }, data: { totalQuotaBytes: 10n * 1024n ** 3n } })
    expect(codes(await bulkChangeMailboxes(owner, { action: 'quota', quotaBytes: '3 GiB', selection: { filter: {} } }))).toBe(
      'total_quota_limit',
    )
    expect(saved(await bulkChangeMailboxes(owner, { action: 'quota', quotaBytes: '2 GiB', selection: { filter: {} } }))).toEqual({
      matched: 5,
      changed: 5,
    })
    expect((await counters()).quotaSumBytes).toBe(10n * 1024n ** 3n)
  })

  it('are deleted into the archive with the counters exact', async () => {
    expect(saved(await bulkChangeMailboxes(owner, { action: 'delete', selection: { filter: { domain: 'EXAMPLE.test' } } }))).toEqual({
      matched: 5,
      changed: 5,
    })
    expect(await counters()).toEqual({ mailboxCount: 0, quotaSumBytes: 0n })
    expect(await db().archivedMailbox.count({ where: { state: 'archiving' } })).toBe(5)
  })
})

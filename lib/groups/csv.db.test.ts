import { beforeEach, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { exportGroups, importGroups } from './csv'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  await givenMailbox(await givenDomain({ name: 'example.test' }), 'alice')
})

const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.code).join(' '))
  return outcome.value
}

it('an import names every bad line and cannot do what a form could not', async () => {
  const csv = [
    'address,members,whoMayPost,senders',
    'alice@example.test,x@foreign.example,,',
    '@example.test,x@foreign.example,,',
    'b@example.test,,,',
    'c@example.test,"x@foreign.example |/bin/sh@foreign.example",,',
    'd@example.test,x@foreign.example,senders,',
    'e@example.test,x@foreign.example,everybody,',
    'f@elsewhere.test,x@foreign.example,,',
    'g@example.test,x@foreign.example,,',
    'G@example.test,x@foreign.example,,',
  ].join('\r\n')
  const report = saved(await importGroups(owner, csv, { dryRun: false }))
  expect(report.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, 'address', 'group_shadows_mailbox'],
    [3, 'address', 'invalid_address'],
    [4, 'members', 'required'],
    [5, 'members', 'invalid_address'],
    [6, 'senders', 'senders_required'],
    [7, 'whoMayPost', expect.any(String)],
    [8, 'address', 'domain_unknown'],
    [10, 'address', 'csv_repeated'],
  ])
  const loop = saved(
    await importGroups(owner, 'address,members\nb@example.test,c@example.test\nc@example.test,b@example.test', { dryRun: true }),
  )
  expect(loop.mistakes.map(({ line, code }) => [line, code])).toEqual([
    [2, 'forwarding_loop'],
    [3, 'forwarding_loop'],
  ])
  expect(await db().group.count()).toBe(0)
})

it('a dry run of a good file finds nothing and saves nothing', async () => {
  const csv = 'address,members\nteam@example.test,alice@example.test'
  expect(saved(await importGroups(owner, csv, { dryRun: true }))).toMatchObject({ lines: 1, mistakesTotal: 0 })
  expect(await db().group.count()).toBe(0)
  expect(await db().addressClaim.count({ where: { kind: 'group' } })).toBe(0)
  expect(await db().domain.findFirstOrThrow()).toMatchObject({ groupCount: 0 })
})

it('what goes out comes in unchanged, with all members, the rule and notes with formulas', async () => {
  const many = Array.from({ length: 30 }, (_, n) => `m${n}@foreign.example`)
  const csv = [
    'address,members,name,whoMayPost,senders,enabled,note',
    `team@example.test,"${many.join(', ')}",The team,senders,"Alice@example.test boss@foreign.example",no,=cmd`,
    'all@example.test,team@example.test,,,,,',
  ].join('\n')
  const report = await importGroups(owner, csv, { dryRun: false })
  expect(saved(report).saved).toBe(2)
  expect(await db().domain.findFirstOrThrow()).toMatchObject({ groupCount: 2 })
  expect(await db().change.count({ where: { action: 'group.create', via: 'csv' } })).toBe(2)
  const people = { select: { address: true }, orderBy: { address: 'asc' } } as const
  const select = { address: true, name: true, whoMayPost: true, enabled: true, note: true, members: people, senders: people } as const
  const rows = () => db().group.findMany({ orderBy: { address: 'asc' }, select })
  const before = await rows()
  expect(before.map((row) => [row.members.length, row.senders.map((one) => one.address)])).toEqual([
    [1, []],
    [30, ['alice@example.test', 'boss@foreign.example']],
  ])
  let out = ''
  for await (const part of exportGroups(owner)) out += part
  expect(out).toContain("The team,senders,alice@example.test boss@foreign.example,false,'=cmd")
  await db().$executeRaw`delete from "Group"`
  await db().$executeRaw`delete from "AddressClaim" where kind = 'group'`
  expect(saved(await importGroups(owner, out, { dryRun: false })).saved).toBe(2)
  expect(await rows()).toEqual(before)
  let one = ''
  for await (const part of exportGroups(owner, { whoMayPost: 'senders' })) one += part
  expect(one.trimEnd().split('\r\n')).toHaveLength(2)
})

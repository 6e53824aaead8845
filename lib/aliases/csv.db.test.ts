import { beforeEach, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { exportAliases, importAliases } from './csv'

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
    'address,destinations,expiresAt',
    'alice@example.test,x@foreign.example,',
    'a@example.test,,',
    'b@example.test,b@example.test,',
    'c@example.test,"x@foreign.example |/bin/sh@foreign.example",',
    'd@example.test,x@foreign.example,2020-01-01',
    'e@elsewhere.test,x@foreign.example,',
  ].join('\r\n')
  const report = saved(await importAliases(owner, csv, { dryRun: false }))
  expect(report.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, 'address', 'alias_shadows_mailbox'],
    [3, 'destinations', 'required'],
    [5, 'destinations', 'invalid_address'],
    [6, 'expiresAt', 'expiry_past'],
    [7, 'address', 'domain_unknown'],
  ])
  const loop = saved(
    await importAliases(owner, 'address,destinations\nb@example.test,c@example.test\nc@example.test,b@example.test', { dryRun: true }),
  )
  expect(loop.mistakes.map(({ line, code }) => [line, code])).toEqual([
    [2, 'forwarding_loop'],
    [3, 'forwarding_loop'],
  ])
  expect(await db().alias.count()).toBe(0)
})

it('what goes out comes in unchanged, catch-all and notes with formulas included', async () => {
  const csv =
    'address,destinations,enabled,expiresAt,note\n@example.test,alice@example.test,no,,=cmd\ninfo@example.test,"alice@example.test, x@foreign.example",yes,2999-01-01,\n'
  expect(saved(await importAliases(owner, csv, { dryRun: false })).saved).toBe(2)
  const rows = () =>
    db().alias.findMany({
      orderBy: { address: 'asc' },
      select: { address: true, enabled: true, expiresAt: true, note: true, destinations: { select: { destination: true } } },
    })
  const before = await rows()
  let out = ''
  for await (const part of exportAliases(owner)) out += part
  expect(out).toContain("'@example.test,alice@example.test,false,,'=cmd")
  await db().$executeRaw`delete from "Alias"`
  await db().$executeRaw`delete from "AddressClaim" where kind = 'alias'`
  expect(saved(await importAliases(owner, out, { dryRun: false })).saved).toBe(2)
  expect(await rows()).toEqual(before)
})

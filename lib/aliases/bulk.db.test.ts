import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { bulkChangeAliases } from './bulk'
import { createAlias } from './commands'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  await givenDomain({ name: 'example.test' })
  for (const name of ['a', 'b', 'c']) {
    const outcome = await createAlias(owner, { address: `${name}@example.test`, destinations: 'y@foreign.example x@foreign.example' })
    expect(outcome.ok).toBe(true)
  }
})

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))

describe('many aliases at once', () => {
  it('are enabled all or none: one that has expired keeps the others', async () => {
    expect(
      await bulkChangeAliases(owner, { action: 'disable', selection: { filter: { destination: 'x@foreign.example' } } }),
    ).toMatchObject({
      value: { matched: 3, changed: 3 },
    })
    await db().alias.update({ where: { address: 'b@example.test' }, data: { expiresAt: new Date('2020-01-01') } })
    expect(codes(await bulkChangeAliases(owner, { action: 'enable', selection: { filter: {} } }))).toBe('alias_expired')
    expect(await db().alias.count({ where: { enabled: true } })).toBe(0)
    expect(codes(await bulkChangeAliases(owner, { action: 'enable', selection: { filter: { expired: false } } }))).toBe('saved')
    expect(await db().alias.count({ where: { enabled: true } })).toBe(2)
  })

  it('are deleted with their addresses free, the counter exact, and where they pointed kept by the audit', async () => {
    const { id } = await db().alias.findUniqueOrThrow({ where: { address: 'a@example.test' } })
    expect(codes(await bulkChangeAliases(owner, { action: 'delete', selection: { ids: [id] } }))).toBe('saved')
    expect(await db().domain.findFirstOrThrow()).toMatchObject({ aliasCount: 2 })
    expect(await db().addressClaim.count({ where: { address: 'a@example.test' } })).toBe(0)
    const entry = await db().change.findFirstOrThrow({ where: { action: 'alias.delete' } })
    expect(entry.before).toEqual({ destinations: ['x@foreign.example', 'y@foreign.example'], enabled: true })
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenAdministrator, givenDomain, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { createAlias, deleteAlias, updateAlias } from './commands'
import { expireAliases } from './expire-aliases'

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
const alias = (address: string, ...destinations: string[]) => createAlias(owner, { address, destinations })

describe('an alias', () => {
  it('is saved with all its destinations once, as canonical text', async () => {
    const value = saved(await alias(' Info@EXAMPLE.test ', 'Bob@Foreign.example', 'bob@faß.example', 'Bob@foreign.EXAMPLE'))
    expect(value.address).toBe('info@example.test')
    expect(value.destinations).toEqual(['Bob@foreign.example', 'bob@xn--fa-hia.example'])
    expect(await db().domain.findUniqueOrThrow({ where: { id: domain.id } })).toMatchObject({ aliasCount: 1 })
    expect(await db().domainApply.count({ where: { domainName: 'example.test' } })).toBe(1)
  })

  it('cannot shadow a mailbox', async () => {
    await givenMailbox(domain, 'alice')
    expect(codes(await alias('alice@example.test', 'x@foreign.example'))).toBe('alias_shadows_mailbox')
    expect(await db().domain.findUniqueOrThrow({ where: { id: domain.id } })).toMatchObject({ aliasCount: 0 })
  })

  it('is there once, and so is a catch-all', async () => {
    saved(await alias('a@example.test', 'x@foreign.example'))
    expect(codes(await alias('A@example.test', 'y@foreign.example'))).toBe('alias_exists')
    saved(await alias('@example.test', 'x@foreign.example'))
    expect(codes(await alias('@example.test', 'y@foreign.example'))).toBe('catch_all_exists')
  })

  it('belongs to a hosted domain', async () => {
    await givenDomain({ name: 'mirror.test', kind: 'alias', targetId: domain.id })
    expect(codes(await alias('a@foreign.example', 'x@foreign.example'))).toBe('domain_unknown')
    expect(codes(await alias('a@mirror.test', 'x@foreign.example'))).toBe('domain_not_hosted')
  })

  it('warns of a destination that nothing here has, and saves', async () => {
    await givenMailbox(domain, 'alice')
    const value = saved(
      await alias('a@example.test', 'alice@example.test', 'ALICE+x@example.test', 'nobody@example.test', 'x@foreign.example'),
    )
    expect(value.warnings.map((warning) => warning.values?.address)).toEqual(['nobody@example.test'])
  })

  it.each([
    ['no destination', 'a@example.test', [], 'no_destinations'],
    [
      'a destination with a line end',
      'a@example.test',
      ['x@foreign.example\nroot@example.test'],
      'local_part_not_ascii invalid_address invalid_domain',
    ],
    ['a pipe', 'a@example.test', ['|/bin/sh@foreign.example'], 'invalid_address'],
    ['an include', 'a@example.test', [':include:/etc/passwd@foreign.example'], 'invalid_address'],
    ['a file', 'a@example.test', ['/etc/passwd@foreign.example'], 'invalid_address'],
    ['an option', '-rf@example.test', ['x@foreign.example'], 'invalid_local_part'],
    ['a plus', 'a+b@example.test', ['x@foreign.example'], 'invalid_local_part'],
    ['a path', '../../etc@example.test', ['x@foreign.example'], 'invalid_local_part'],
    ['letters outside a-z', 'josé@example.test', ['x@foreign.example'], 'local_part_not_ascii'],
  ])('is refused with %s', async (_what, address, destinations, code) => {
    const outcome = await createAlias(owner, { address, destinations })
    expect(outcome.ok).toBe(false)
    expect(code.split(' ')).toContain(codes(outcome))
    expect(await db().alias.count()).toBe(0)
  })

  it('may not be made by an auditor', async () => {
    const auditor = await givenAdministrator('auditor')
    await expect(createAlias(auditor, { address: 'a@example.test', destinations: ['x@foreign.example'] })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('wanted by fifty people at once is made for one', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => alias('same@example.test', `x${n}@foreign.example`)))
    expect(outcomes.map(codes).toSorted()).toEqual([...Array(49).fill('alias_exists'), 'saved'])
    expect(await db().domain.findUniqueOrThrow({ where: { id: domain.id } })).toMatchObject({ aliasCount: 1 })
  })

  it('over the limit is refused, also when many come at once', async () => {
    await db().domain.update({ where: { id: domain.id }, data: { aliasesMax: 3 } })
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => alias(`a${n}@example.test`, 'x@foreign.example')))
    expect(outcomes.map(codes).filter((code) => code === 'saved')).toHaveLength(3)
    expect(new Set(outcomes.map(codes))).toEqual(new Set(['saved', 'aliases_limit']))
  })

  it('goes, and its address is free again', async () => {
    const value = saved(await alias('a@example.test', 'x@foreign.example'))
    saved(await deleteAlias(owner, value.id, value.version))
    saved(await alias('a@example.test', 'x@foreign.example'))
    expect(await db().domain.findUniqueOrThrow({ where: { id: domain.id } })).toMatchObject({ aliasCount: 1 })
  })
})

describe('a loop', () => {
  it('to itself is refused, by whatever spelling', async () => {
    expect(codes(await alias('a@example.test', 'a@example.test'))).toBe('forwarding_loop')
    expect(codes(await alias('a@example.test', 'A+tag@Example.test'))).toBe('forwarding_loop')
    expect(codes(await alias('@example.test', 'nobody@example.test'))).toBe('forwarding_loop')
  })

  it('through several aliases is refused with the way round', async () => {
    saved(await alias('a@example.test', 'b@example.test'))
    saved(await alias('b@example.test', 'c@example.test', 'x@foreign.example'))
    const outcome = await alias('c@example.test', 'a@example.test')
    expect(outcome).toMatchObject({
      ok: false,
      refusals: [{ code: 'forwarding_loop', values: { path: 'c@example.test → a@example.test → b@example.test → c@example.test' } }],
    })
  })

  it('through a mirrored domain or a catch-all is refused', async () => {
    await givenDomain({ name: 'mirror.test', kind: 'alias', targetId: domain.id })
    expect(codes(await alias('a@example.test', 'a@mirror.test'))).toBe('forwarding_loop')
    saved(await alias('b@example.test', 'nobody@example.test'))
    expect(codes(await alias('@example.test', 'b@example.test'))).toBe('forwarding_loop')
  })

  it('cannot be closed by two people at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [`a${round}@example.test`, `b${round}@example.test`]
      const outcomes = await Promise.all([alias(a, b), alias(b, a)])
      expect(outcomes.map(codes).toSorted()).toEqual(['forwarding_loop', 'saved'])
    }
  })

  it('cannot be closed by an update', async () => {
    saved(await alias('a@example.test', 'b@example.test'))
    const b = saved(await alias('b@example.test', 'x@foreign.example'))
    expect(codes(await updateAlias(owner, b.id, b.version, { destinations: ['a@example.test'] }))).toBe('forwarding_loop')
    expect((await db().aliasDestination.findMany({ where: { aliasId: b.id } })).map((row) => row.destination)).toEqual([
      'x@foreign.example',
    ])
  })
})

describe('the second of two editors', () => {
  it('is told what the first one changed, and nothing of either is lost', async () => {
    const value = saved(await alias('a@example.test', 'x@foreign.example'))
    const first = saved(await updateAlias(owner, value.id, value.version, { note: 'first' }))
    const second = await updateAlias(owner, value.id, value.version, { enabled: false })
    expect(second).toMatchObject({
      ok: false,
      refusals: [{ code: 'conflict' }],
      current: { changedBy: owner.name, fields: ['note'], view: { note: 'first' } },
    })
    expect(codes(await updateAlias(owner, value.id, first.version, { enabled: false }))).toBe('saved')
  })

  it('who changes nothing writes nothing', async () => {
    const value = saved(await alias('a@example.test', 'x@foreign.example'))
    const outcome = await updateAlias(owner, value.id, value.version, { note: '', destinations: 'x@foreign.example' })
    expect(outcome).toMatchObject({ ok: true, revision: null })
  })
})

describe('an expiry', () => {
  it('in the past is refused; when it passes the alias is disabled, and only once', async () => {
    expect(codes(await createAlias(owner, { address: 'a@example.test', destinations: 'x@foreign.example', expiresAt: '2020-01-01' }))).toBe(
      'expiry_past',
    )
    const value = saved(await createAlias(owner, { address: 'a@example.test', destinations: 'x@foreign.example', expiresAt: '2999-01-01' }))
    await db().alias.update({ where: { id: value.id }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await expireAliases(systemActor('expiry'))).toBe(1)
    expect(await expireAliases(systemActor('expiry'))).toBe(0)
    const row = await db().alias.findUniqueOrThrow({ where: { id: value.id } })
    expect(row.enabled).toBe(false)
    expect(codes(await updateAlias(owner, value.id, row.version, { enabled: true }))).toBe('alias_expired')
    expect(codes(await updateAlias(owner, value.id, row.version, { enabled: true, expiresAt: null }))).toBe('saved')
  })
})

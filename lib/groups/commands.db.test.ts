import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { createGroup, deleteGroup, updateGroup } from './commands'
import { getGroup, listGroups } from './queries'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  await givenMailbox(await givenDomain({ name: 'example.test' }), 'alice')
})

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))
const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(codes(outcome))
  return outcome.value
}

describe('a group', () => {
  it('has members and a rule on who may post', async () => {
    const value = saved(
      await createGroup(owner, { address: 'Team@example.test', members: 'alice@example.test\nx@foreign.example', whoMayPost: 'members' }),
    )
    expect(value).toMatchObject({
      address: 'team@example.test',
      members: ['alice@example.test', 'x@foreign.example'],
      whoMayPost: 'members',
      warnings: [],
    })
    expect((await listGroups(owner, { member: 'alice@example.test' })).rows.map((row) => row.memberCount)).toEqual([2])
    const changed = saved(await updateGroup(owner, value.id, value.version, { members: ['alice@example.test'], note: 'x' }))
    expect((await getGroup(owner, 'team@example.test')).members).toEqual(['alice@example.test'])
    saved(await deleteGroup(owner, value.id, changed.version))
    expect(await db().domain.findFirstOrThrow()).toMatchObject({ groupCount: 0 })
    expect(await db().addressClaim.count({ where: { kind: 'group' } })).toBe(0)
  })

  it('needs a member, senders where senders may post, and an address that is free', async () => {
    expect(codes(await createGroup(owner, { address: 'team@example.test', members: [] }))).toBe('no_members')
    expect(codes(await createGroup(owner, { address: 'team@example.test', members: 'alice@example.test', whoMayPost: 'senders' }))).toBe(
      'senders_required',
    )
    expect(codes(await createGroup(owner, { address: 'alice@example.test', members: 'x@foreign.example' }))).toBe('group_shadows_mailbox')
    expect(codes(await createGroup(owner, { address: '@example.test', members: 'x@foreign.example' }))).toBe('invalid_address')
    const value = saved(
      await createGroup(owner, {
        address: 'team@example.test',
        members: 'x@foreign.example',
        whoMayPost: 'senders',
        senders: 'x@foreign.example',
      }),
    )
    expect(codes(await updateGroup(owner, value.id, value.version, { senders: [] }))).toBe('senders_required')
  })

  it('cannot contain itself, directly or through another', async () => {
    expect(codes(await createGroup(owner, { address: 'a@example.test', members: 'a@example.test' }))).toBe('forwarding_loop')
    saved(await createGroup(owner, { address: 'a@example.test', members: 'b@example.test' }))
    expect(codes(await createGroup(owner, { address: 'b@example.test', members: 'a@example.test' }))).toBe('forwarding_loop')
    expect(await db().domain.findFirstOrThrow()).toMatchObject({ groupCount: 1 })
  })
})

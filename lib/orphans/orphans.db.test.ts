import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import { remedyOrphan } from './commands'
import { listOrphans } from './queries'
import type { OrphanView, RemedyInput } from './schema'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  const domain = await givenDomain({ name: 'example.test' })
  await givenDomain({ name: 'mirror.test', kind: 'alias', targetId: domain.id })
  await givenDomain({ name: 'relay.test', kind: 'relay' })
  const alice = await givenMailbox(domain, 'alice')
  const fine = ['alice@example.test', 'ALICE+x@example.test', 'alice@mirror.test', 'anyone@relay.test', 'x@foreign.example']
  const base = { domainId: domain.id, localPart: 'a', address: 'a@example.test' }
  await db().alias.create({
    data: { ...base, destinations: { create: [...fine, 'gone@mirror.test'].map((destination) => ({ destination })) } },
  })
  await db().alias.create({
    data: { ...base, localPart: 'b', address: 'b@example.test', destinations: { create: { destination: 'gone@example.test' } } },
  })
  await db().group.create({
    data: {
      ...base,
      localPart: 'g',
      address: 'g@example.test',
      members: { create: [{ address: 'gone+x@example.test' }, { address: 'alice@example.test' }] },
    },
  })
  await db().mailbox.update({
    where: { id: alice.id },
    data: { recoveryAddress: 'gone@example.test', forwardKeepCopy: false, forwards: { create: { destination: 'gone@example.test' } } },
  })
  await db().sendAsGrant.create({ data: { mailboxId: alice.id, sender: 'gone@example.test', domainName: 'example.test' } })
  await db().sendAsGrant.create({ data: { mailboxId: alice.id, sender: '@removed.test', domainName: 'removed.test' } })
  await db().sendAsGrant.create({ data: { mailboxId: alice.id, sender: '@example.test', domainName: 'example.test' } })
  await db().domain.update({ where: { id: domain.id }, data: { aliasCount: 2, groupCount: 1 } })
})

const named = ({ kind, owner: of, target, last }: OrphanView) => `${kind} ${of} ${target}${last ? ' last' : ''}`

const remediable = (orphan: OrphanView): RemedyInput => {
  if (orphan.kind === 'archive-overdue') throw new Error('no remedy')
  return { kind: orphan.kind, ownerId: orphan.ownerId, target: orphan.target }
}

describe('orphans', () => {
  it('are what points at addresses of ours that nothing holds, and nothing else', async () => {
    expect((await listOrphans(owner)).orphans.map(named)).toEqual([
      'alias-destination a@example.test gone@mirror.test',
      'alias-destination b@example.test gone@example.test last',
      'forward alice@example.test gone@example.test',
      'grant alice@example.test @removed.test',
      'grant alice@example.test gone@example.test',
      'group-member g@example.test gone+x@example.test',
      'recovery alice@example.test gone@example.test',
    ])
  })

  it('are caught by a catch-all, where there is one', async () => {
    const domain = await db().domain.findUniqueOrThrow({ where: { name: 'example.test' } })
    await db().addressClaim.create({ data: { address: '@example.test', domainId: domain.id, kind: 'alias', ownerId: domain.id } })
    expect((await listOrphans(owner)).orphans.map((orphan) => orphan.kind)).toEqual(['grant', 'grant'])
  })

  it('go by one remedy each; an alias that would point nowhere goes as a whole', async () => {
    for (const orphan of (await listOrphans(owner)).orphans)
      expect(await remedyOrphan(owner, remediable(orphan))).toMatchObject({ ok: true })
    expect((await listOrphans(owner)).orphans).toEqual([])
    expect(await db().alias.count()).toBe(1)
    expect(await db().domain.findFirstOrThrow({ where: { name: 'example.test' } })).toMatchObject({ aliasCount: 1, groupCount: 1 })
    // Nothing is forwarded any more, so the mailbox keeps what it gets.
    expect(await db().mailbox.findFirstOrThrow()).toMatchObject({ recoveryAddress: null, forwardKeepCopy: true })
  })
})

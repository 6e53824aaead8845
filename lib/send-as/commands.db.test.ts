import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { grantSendAs, revokeSendAs } from './commands'
import { listSendAs } from './queries'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  const domain = await givenDomain({ name: 'example.test' })
  await givenMailbox(domain, 'alice')
  await givenMailbox(domain, 'bob')
  await givenDomain({ name: 'mirror.test', kind: 'alias', targetId: domain.id })
  await givenDomain({ name: 'relay.test', kind: 'relay' })
})

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))
const grant = (mailbox: string, sender: string) => grantSendAs(owner, { mailbox, sender })

describe('a right to send as', () => {
  it('an address or a whole domain is the union of all that was granted', async () => {
    expect(codes(await grant('Alice@example.test', 'BOB@example.test'))).toBe('saved')
    expect(codes(await grant('alice@example.test', '@example.test'))).toBe('saved')
    expect((await listSendAs(owner, { mailbox: 'alice@example.test' })).rows.map((row) => row.sender)).toEqual([
      '@example.test',
      'bob@example.test',
    ])
    expect(await db().domainApply.count({ where: { domainName: 'example.test' } })).toBe(1)
  })

  it.each([
    ['a stranger', 'alice@example.test', 'ceo@bank.example', 'sender_foreign'],
    ['a foreign domain', 'alice@example.test', '@bank.example', 'sender_foreign'],
    ['a mirrored domain, whose owners have it anyway', 'alice@example.test', '@mirror.test', 'sender_foreign'],
    ['a relayed domain', 'alice@example.test', 'x@relay.test', 'sender_foreign'],
    ['an address that nothing holds', 'alice@example.test', 'nobody@example.test', 'sender_unknown'],
    ['itself', 'alice@example.test', 'alice@example.test', 'sender_own'],
    ['somebody, for a mailbox that is not', 'nobody@example.test', 'bob@example.test', 'mailbox_unknown'],
    ['two addresses in one', 'alice@example.test', 'bob@example.test,ceo@bank.example', 'invalid_local_part'],
    ['a line', 'alice@example.test', 'bob@example.test\n@bank.example alice', 'invalid_domain'],
    ['everything', 'alice@example.test', '@', 'invalid_domain'],
    ['a star', 'alice@example.test', '*', 'invalid_address'],
  ])('%s is refused', async (_what, mailbox, sender, code) => {
    const outcome = await grant(mailbox, sender)
    expect(outcome.ok).toBe(false)
    expect([code, 'invalid_local_part', 'local_part_not_ascii']).toContain(codes(outcome))
    expect(await db().sendAsGrant.count()).toBe(0)
  })

  it('is given once and taken once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => grant('alice@example.test', 'bob@example.test')))
    expect(outcomes.map(codes).toSorted()).toEqual([...Array(4).fill('grant_exists'), 'saved'])
    const id = (await db().sendAsGrant.findFirstOrThrow()).id
    expect(codes(await revokeSendAs(owner, id))).toBe('saved')
    await expect(revokeSendAs(owner, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

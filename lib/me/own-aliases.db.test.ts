import { expect, it } from 'vitest'
import { createAlias, deleteAlias } from '#lib/aliases/commands'
import { getAlias, listAliases } from '#lib/aliases/queries'
import type { MailboxActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { listOwnAliases } from './list-own-aliases'
import { createOwnAlias, deleteOwnAlias, drawAlias, updateOwnAlias } from './own-aliases'

type Room = { ownAliasesMax?: number; disposableAliasesMax?: number }

async function givenPeople(room: Room = { ownAliasesMax: 3, disposableAliasesMax: 3 }) {
  const domain = await givenDomain()
  await db().domain.update({ where: { id: domain.id }, data: room })
  const person = async () => {
    const { id, address } = await givenMailbox(domain)
    return { kind: 'mailbox', id, name: address, via: 'me' } as const satisfies MailboxActor
  }
  return { domain: domain.name, domainId: domain.id, anna: await person(), ben: await person() }
}

async function made(actor: MailboxActor, name: string): Promise<string> {
  const outcome = await createOwnAlias(actor, { name })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.value.id
}

const refusalOf = (outcome: { ok: boolean; refusals?: { code: string }[] }) => outcome.refusals?.[0]?.code
const in2038 = '2038-01-01T00:00:00.000Z'

it('an address of one’s own leads to the mailbox, may be sent from, and names its owner to administrators', async () => {
  const { anna, domain } = await givenPeople()
  const id = await made(anna, 'Newsletter')
  const address = `newsletter@${domain}`
  expect(await listOwnAliases(anna)).toMatchObject({ own: [{ id, address, enabled: true }], ownMax: 3 })
  const owner = await asOwner()
  expect(await getAlias(owner, address)).toMatchObject({ destinations: [anna.name], owner: { id: anna.id, address: anna.name } })
  for (const filter of [{ domain, own: true }, { owner: anna.name }, { owner: anna.id }])
    expect((await listAliases(owner, filter)).rows.map((row) => row.address)).toEqual([address])
  expect((await listAliases(owner, { domain, own: false })).rows).toEqual([])
  expect(await db().sendAsGrant.findMany({ where: { mailboxId: anna.id } })).toMatchObject([{ sender: address, domainName: domain }])
  const change = await db().change.findFirst({ where: { subjectId: id } })
  expect(change).toMatchObject({ action: 'alias.create', actorKind: 'mailbox', actorName: anna.name, via: 'me' })
})

it('who may make three makes no fourth, also not when many are asked for at once', async () => {
  const { anna } = await givenPeople()
  const outcomes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => createOwnAlias(anna, { name: `${name}-${unique()}` })))
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(3)
  expect(outcomes.filter((outcome) => !outcome.ok).map(refusalOf)).toEqual(['own_aliases_limit', 'own_aliases_limit'])
})

it('a domain offers nothing until somebody says so', async () => {
  const { anna } = await givenPeople({})
  expect(refusalOf(await createOwnAlias(anna, { name: 'x' }))).toBe('own_aliases_off')
  expect(refusalOf(await drawAlias(anna, {}))).toBe('own_aliases_off')
})

it.each(['postmaster', 'abuse', 'admin', 'ad.min', 'no-reply', 'administrador', 'friends-request', 'hostmaster', 'mailer-daemon'])(
  'nobody becomes %s by themselves',
  async (name) => {
    const { anna } = await givenPeople()
    expect(refusalOf(await createOwnAlias(anna, { name }))).toBe('own_alias_reserved')
  },
)

it('the address that Postern sends from is nobody’s', async () => {
  const { anna, domain } = await givenPeople()
  await db().setting.create({ data: { key: 'panel', value: { senderAddress: `cartero@${domain}` } } })
  expect(refusalOf(await createOwnAlias(anna, { name: 'cartero' }))).toBe('own_alias_reserved')
  await db().setting.delete({ where: { key: 'panel' } })
})

it.each(['a b', 'a+b', '-rf', '../x', 'a\nb', 'ñandú', 'x'.repeat(65), '@', '"a"', 'a,b'])('%j is no name', async (name) => {
  const { anna } = await givenPeople()
  expect(await createOwnAlias(anna, { name })).toMatchObject({ ok: false, refusals: [{ field: 'name' }] })
})

it('an address of another domain is not one’s own to make', async () => {
  const { anna } = await givenPeople()
  const elsewhere = await givenDomain()
  expect(refusalOf(await createOwnAlias(anna, { name: `x@${elsewhere.name}` }))).toBe('own_alias_other_domain')
})

it('nothing that is there is shadowed, and the answer does not tell what it is', async () => {
  const { anna, ben, domain } = await givenPeople()
  await createAlias(await asOwner(), { address: `team@${domain}`, destinations: [ben.name] })
  for (const name of [ben.name, anna.name, 'team']) expect(refusalOf(await createOwnAlias(anna, { name }))).toBe('own_alias_taken')
})

it('the address of a mailbox that was deleted is not handed on', async () => {
  const { anna, domain } = await givenPeople()
  const { hostId } = await db().domain.findUniqueOrThrow({ where: { name: domain } })
  const gone = { hostId, address: `boss@${domain}`, domainName: domain, localPart: 'boss', snapshot: {}, state: 'kept' }
  await db().archivedMailbox.create({ data: { ...gone, purgeAfter: new Date(in2038) } })
  expect(refusalOf(await createOwnAlias(anna, { name: 'boss' }))).toBe('own_alias_taken')
})

it.each(['its owner', 'an administrator'])('a name that %s deleted comes back to its owner alone', async (who) => {
  const { anna, ben, domain } = await givenPeople()
  const id = await made(anna, 'bank')
  const { version } = await db().alias.findUniqueOrThrow({ where: { id } })
  expect(await (who === 'its owner' ? deleteOwnAlias(anna, id) : deleteAlias(await asOwner(), id, version))).toMatchObject({ ok: true })
  expect(await db().sendAsGrant.count({ where: { mailboxId: anna.id } })).toBe(0)
  expect(refusalOf(await createOwnAlias(ben, { name: 'bank' }))).toBe('own_alias_taken')
  await made(anna, 'bank')
  await db().retiredAddress.updateMany({ where: { address: `bank@${domain}` }, data: { until: new Date(0) } })
})

it('a drawn address has a name of chance, a word on where it went, and an end', async () => {
  const { anna } = await givenPeople()
  expect(await drawAlias(anna, { note: 'shop.example', expiresAt: in2038 })).toMatchObject({ ok: true })
  const [drawn] = (await listOwnAliases(anna)).disposable
  expect(drawn).toMatchObject({ note: 'shop.example', expiresAt: in2038, disposable: true })
  expect(drawn?.address).toMatch(/^[a-z]+-[a-z]+-\d{4}@/)
  expect(refusalOf(await drawAlias(anna, { expiresAt: '2001-01-01' }))).toBe('expiry_past')
})

it('one’s own address is turned off and on; that of another person, or of an administrator, is as if there were none', async () => {
  const { anna, ben, domain } = await givenPeople()
  const id = await made(anna, 'mine')
  expect(await updateOwnAlias(anna, id, { enabled: false, note: 'spam' })).toMatchObject({ ok: true })
  expect((await listOwnAliases(anna)).own).toMatchObject([{ enabled: false, note: 'spam' }])
  const theirs = await createAlias(await asOwner(), { address: `office@${domain}`, destinations: [anna.name] })
  const notMine = theirs.ok ? theirs.value.id : ''
  for (const [actor, foreign] of [
    [ben, id],
    [anna, notMine],
    [anna, 'x'],
  ] as const) {
    await expect(updateOwnAlias(actor, foreign, { enabled: true })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteOwnAlias(actor, foreign)).rejects.toMatchObject({ code: 'not_found' })
  }
})

it('an address that would lead round in a circle is refused', async () => {
  const { anna, domain } = await givenPeople()
  await db().mailboxForward.create({ data: { mailboxId: anna.id, destination: `circle@${domain}` } })
  expect(refusalOf(await createOwnAlias(anna, { name: 'circle' }))).toBe('forwarding_loop')
})

it('addresses that administrators lead to the mailbox are told beside those that its person made', async () => {
  const { anna, domain } = await givenPeople()
  await made(anna, 'Newsletter')
  const owner = await asOwner()
  await createAlias(owner, { address: `sales@${domain}`, destinations: [anna.name, 'carol@example.org'] })
  await createAlias(owner, { address: `old@${domain}`, destinations: [anna.name], enabled: false })
  await createAlias(owner, { address: `other@${domain}`, destinations: ['carol@example.org'] })
  expect((await listOwnAliases(anna)).given).toEqual([`sales@${domain}`])
})

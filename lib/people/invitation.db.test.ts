import { beforeEach, describe, expect, it } from 'vitest'
import { signIn } from '#lib/auth/sign-in'
import { db } from '#lib/db/client'
import { asOwner, givenDomain, unique } from '#lib/db/testing'
import { sendOutgoing } from '#lib/outbox/send-outgoing'
import { createAdministrator, deleteAdministrator, updateAdministrator } from './commands'
import { acceptInvitation, inviteAgain } from './invitation'

const password = 'orchard-quiet-lantern-7'
const from = { clientAddress: '203.0.113.9', userAgent: 'test' }
const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => outcome.refusals?.map(({ code }) => code)

beforeEach(() => db().setting.deleteMany({ where: { key: 'panel' } }))

async function givenInvited(more: object = {}) {
  const owner = await asOwner()
  const address = `i-${unique()}@example.test`
  const made = await createAdministrator(owner, { address, name: 'Ann', role: 'domain_admin', invite: true, ...more })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  return { owner, ...made.value }
}

const tokenIn = (link: string | null): string => new URL(link ?? '').hash.slice(1)

describe('an invitation', () => {
  it('without outgoing mail is a link that is shown once; it sets the password once, and nothing signs in before', async () => {
    const { address, link, invited } = await givenInvited()
    expect(invited).toBe(true)
    expect(link).toMatch(/\/invitation#[A-Za-z0-9_-]{43}$/)
    expect(await signIn({ address, password, ...from })).toBeNull()
    expect(codes(await acceptInvitation({ token: tokenIn(link), password: 'password1' }))).toContain('password_too_short')
    expect(await acceptInvitation({ token: tokenIn(link), password })).toMatchObject({ ok: true, value: { address } })
    expect(await signIn({ address, password, ...from })).not.toBeNull()
    expect(codes(await acceptInvitation({ token: tokenIn(link), password: `${password}x` }))).toEqual(['link_over'])
  })

  it('keeps no token, and stands in the audit without one', async () => {
    const { id, link } = await givenInvited()
    const [rows, entries] = [
      await db().administratorLink.findMany({ omit: { tokenHash: false } }),
      await db().change.findMany({ where: { subjectId: id } }),
    ]
    const all = JSON.stringify([rows, entries], (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
    expect(all).not.toContain(tokenIn(link))
    expect(entries.map(({ action }) => action)).toEqual(['administrator.create'])
  })

  it('goes by mail where there is a sender, in their language, and shows no link to anybody', async () => {
    const domain = await givenDomain()
    await db().setting.create({ data: { key: 'panel', value: { senderAddress: `postern@${domain.name}` } } })
    const { id, address, link } = await givenInvited({ locale: 'es' })
    expect(link).toBeNull()
    const [message] = await db().outgoingMessage.findMany({ where: { administratorId: id } })
    expect(message).toMatchObject({ kind: 'administrator-invitation', recipient: address, locale: 'es', state: 'waiting' })
    // The host of this test does not answer: a link was made and is kept as a hash, and the message waits for another try.
    await sendOutgoing(message?.id ?? '')
    expect(await db().administratorLink.count({ where: { administratorId: id } })).toBe(1)
    expect(await db().outgoingMessage.findUnique({ where: { id: message?.id ?? '' } })).toMatchObject({ state: 'waiting', attempts: 1 })
  })

  it('sent again makes the link before worth nothing', async () => {
    const { owner, id, link } = await givenInvited()
    const again = await inviteAgain(owner, id)
    if (!again.ok) throw new Error('not sent')
    expect(codes(await acceptInvitation({ token: tokenIn(link), password }))).toEqual(['link_over'])
    expect(await acceptInvitation({ token: tokenIn(again.value.link), password })).toMatchObject({ ok: true })
    expect(codes(await inviteAgain(owner, id))).toEqual(['not_invited'])
  })

  it.each([
    [
      'three days later',
      (id: string) => db().administratorLink.updateMany({ where: { administratorId: id }, data: { expiresAt: new Date() } }),
    ],
    ['of somebody who was disabled', async (id: string) => updateAdministrator(await asOwner(), id, 1, { enabled: false })],
    ['that was withdrawn', async (id: string) => deleteAdministrator(await asOwner(), id, 1)],
  ])('%s is over', async (_, pass) => {
    const { id, link } = await givenInvited()
    await pass(id)
    expect(codes(await acceptInvitation({ token: tokenIn(link), password }))).toEqual(['link_over'])
  })

  it('is used by one of two who come at once', async () => {
    const { link } = await givenInvited()
    const both = await Promise.all([password, `${password}x`].map((chosen) => acceptInvitation({ token: tokenIn(link), password: chosen })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('is no password beside a password', async () => {
    const input = { address: `i-${unique()}@example.test`, name: 'Ann', invite: true, password }
    expect(codes(await createAdministrator(await asOwner(), input))).toEqual(['invite_or_password'])
  })

  it('to be an owner makes nobody the owner who can sign in', async () => {
    await db().administrator.updateMany({ where: { role: 'owner' }, data: { role: 'admin' } })
    const { owner } = await givenInvited({ role: 'owner' })
    expect(codes(await updateAdministrator(owner, owner.id, 1, { role: 'admin' }))).toEqual(['last_owner'])
  })
})

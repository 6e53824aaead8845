import { describe, expect, it } from 'vitest'
import { findMailboxSession } from '#lib/auth/mailbox-sessions'
import { findPasswordLink, makePasswordLink, resetMinutes } from '#lib/auth/password-link'
import { db } from '#lib/db/client'
import { asOwner } from '#lib/db/testing'
import { setMailboxPassword } from '#lib/mailboxes/commands'
import { changeOwnPassword, resetPassword } from './own-password'
import { givenPerson, hashOf, ownPassword, signInAs } from './testing'

const next = 'entirely other words'

async function givenLink(person: Awaited<ReturnType<typeof givenPerson>>): Promise<string> {
  const link = await makePasswordLink({ id: person.actor.id, passwordHash: await hashOf(person.actor.id) }, resetMinutes)
  return new URL(link).hash.slice(1)
}

async function givenSession(address: string): Promise<{ secret: string; id: string }> {
  const secret = (await signInAs(address)) ?? ''
  return { secret, id: (await findMailboxSession(secret))?.sessionId ?? '' }
}

describe('one’s own password', () => {
  it('is changed with the present one; this session stays and every other ends', async () => {
    const { actor, address } = await givenPerson()
    const [here, elsewhere] = [await givenSession(address), await givenSession(address)]
    const done = await changeOwnPassword(actor, here.id, { currentPassword: ownPassword, password: next })
    expect(done).toMatchObject({ ok: true, value: { address, applied: false } })
    expect(await Promise.all([here, elsewhere].map(async ({ secret }) => (await findMailboxSession(secret)) !== null))).toEqual([
      true,
      false,
    ])
    expect(await signInAs(address)).toBeNull()
    expect(await signInAs(address, next)).not.toBeNull()
  })

  it('stays without the present one, and guesses are counted', async () => {
    const { actor } = await givenPerson()
    const guess = (currentPassword: string) => changeOwnPassword(actor, 'x', { currentPassword, password: next })
    expect(await guess('no')).toMatchObject({ ok: false, refusals: [{ field: 'currentPassword', code: 'password_wrong' }] })
    await expect(Promise.all(Array.from({ length: 12 }, (_, index) => guess(`guess ${index}`)))).rejects.toMatchObject({
      code: 'rate_limited',
    })
  })

  it('cannot be the same again, nor be made of the address', async () => {
    const { actor, address } = await givenPerson()
    const same = await changeOwnPassword(actor, 'x', { currentPassword: ownPassword, password: ownPassword })
    expect(same).toMatchObject({ ok: false, refusals: [{ field: 'password', code: 'password_unchanged' }] })
    const named = await changeOwnPassword(actor, 'x', { currentPassword: ownPassword, password: address })
    expect(named).toMatchObject({ ok: false, refusals: [{ code: 'password_is_known' }] })
  })

  it('stands in the audit under the mailbox’s own name, and is not in it', async () => {
    const { actor, address } = await givenPerson()
    await changeOwnPassword(actor, (await givenSession(address)).id, { currentPassword: ownPassword, password: next })
    const entries = await db().change.findMany({ where: { subjectId: actor.id } })
    expect(entries).toMatchObject([{ actorKind: 'mailbox', actorId: actor.id, actorName: address, via: 'me', action: 'mailbox.password' }])
    expect(JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(next)
  })

  it('ends the sessions when an administrator sets it, and when the mailbox is disabled', async () => {
    const [set, disabled] = [await givenPerson(), await givenPerson()]
    const sessions = [await givenSession(set.address), await givenSession(disabled.address)]
    await setMailboxPassword(await asOwner(), set.actor.id, { password: next, passwordMustChange: true })
    await db().mailbox.update({ where: { id: disabled.actor.id }, data: { enabled: false } })
    for (const { secret } of sessions) expect(await findMailboxSession(secret)).toBeNull()
    expect(await findMailboxSession((await signInAs(set.address, next)) ?? '')).toMatchObject({ passwordMustChange: true })
  })
})

describe('a link to set the password', () => {
  it('sets it once, ends every session and every other link, and the person need not change it again', async () => {
    const person = await givenPerson()
    await db().mailbox.update({ where: { id: person.actor.id }, data: { passwordMustChange: true } })
    const { secret } = await givenSession(person.address)
    const [token, other] = [await givenLink(person), await givenLink(person)]
    expect(await resetPassword({ token, password: next })).toMatchObject({ ok: true })
    for (const used of [token, other])
      expect(await resetPassword({ token: used, password: 'some third password' })).toMatchObject({
        ok: false,
        refusals: [{ code: 'link_over' }],
      })
    expect(await findMailboxSession(secret)).toBeNull()
    expect(await findMailboxSession((await signInAs(person.address, next)) ?? '')).toMatchObject({ passwordMustChange: false })
  })

  it('used by two at once sets the password of one', async () => {
    const person = await givenPerson()
    const token = await givenLink(person)
    const both = await Promise.all(['first of two words', 'second of two words'].map((password) => resetPassword({ token, password })))
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  it('is worth nothing after its time, after the password changed, for a disabled mailbox, or made up', async () => {
    const [late, changed, disabled] = [await givenPerson(), await givenPerson(), await givenPerson()]
    const tokens = await Promise.all([late, changed, disabled].map(givenLink))
    await db().passwordLink.updateMany({ where: { mailboxId: late.actor.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    await setMailboxPassword(await asOwner(), changed.actor.id, { password: next })
    await db().mailbox.update({ where: { id: disabled.actor.id }, data: { enabled: false } })
    for (const token of [...tokens, '', 'x'.repeat(43), '\0', "' or 1=1 --"]) expect(await findPasswordLink(token)).toBeNull()
  })

  it('is not kept as it is', async () => {
    const person = await givenPerson()
    const token = await givenLink(person)
    const rows = await db().passwordLink.findMany({ where: { mailboxId: person.actor.id }, omit: { tokenHash: false } })
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect((rows[0]?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  })

  it('survives a password that is refused', async () => {
    const token = await givenLink(await givenPerson())
    expect(await resetPassword({ token, password: 'kurz' })).toMatchObject({ ok: false })
    expect(await findPasswordLink(token)).not.toBeNull()
  })
})

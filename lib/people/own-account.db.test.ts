import { describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { createSession, findSession } from '#lib/auth/sessions'
import { signIn } from '#lib/auth/sign-in'
import { db } from '#lib/db/client'
import { givenAdministrator } from '#lib/db/testing'
import { changeOwnPassword, endOtherSessions, endOwnSession, getOwnAccount, updateOwnAccount } from './own-account'

const stranger = { clientAddress: null, userAgent: null }
const old = 'correct horse battery'
const next = 'entirely other words'

async function givenPerson(): Promise<{ actor: AdministratorActor; here: string; elsewhere: string }> {
  const actor = await givenAdministrator('admin')
  await db().administrator.update({ where: { id: actor.id }, data: { passwordHash: await hashAdministratorPassword(old) } })
  return { actor, here: await createSession(actor.id, stranger), elsewhere: await createSession(actor.id, stranger) }
}

describe('one’s own password', () => {
  it('is changed with the old one, ends the sessions elsewhere and keeps this one', async () => {
    const { actor, here, elsewhere } = await givenPerson()
    const done = await changeOwnPassword(actor, here, { currentPassword: old, password: next })
    expect(done).toMatchObject({ ok: true, value: { ended: 1 } })
    expect([await findSession(here), await findSession(elsewhere)].map(Boolean)).toEqual([true, false])
    const { address } = await getOwnAccount(actor)
    expect(await signIn({ address, password: old, ...stranger })).toBeNull()
    expect(await signIn({ address, password: next, ...stranger })).not.toBeNull()
  })

  it('stays as it was without the old one, and guessing is counted', async () => {
    const { actor, here } = await givenPerson()
    const wrong = (guess: number) => changeOwnPassword(actor, here, { currentPassword: `guess ${guess}`, password: next })
    expect(await wrong(0)).toEqual({ ok: false, refusals: [{ field: 'currentPassword', code: 'password_wrong' }], current: undefined })
    await expect(async () => {
      for (let guess = 1; guess < 12; guess++) await wrong(guess)
    }).rejects.toThrow('rate_limited')
  })

  it('is refused for what is wrong with both at once', async () => {
    const { actor, here } = await givenPerson()
    const refused = await changeOwnPassword(actor, here, { currentPassword: 'nope', password: 'kurz' })
    expect(refused.ok ? [] : refused.refusals.map(({ field }) => field)).toEqual(expect.arrayContaining(['currentPassword', 'password']))
  })

  it('is never in the audit', async () => {
    const { actor, here } = await givenPerson()
    await changeOwnPassword(actor, here, { currentPassword: old, password: next })
    const entries = await db().change.findMany({ where: { actorId: actor.id } })
    expect(entries.map(({ action }) => action)).toEqual(['administrator.password'])
    expect(JSON.stringify(entries[0]?.after)).not.toContain(next)
  })
})

it('an auditor, who may change nothing else, may change their own name; the second of two editors is told', async () => {
  const actor = await givenAdministrator('auditor')
  const { version } = await getOwnAccount(actor)
  expect(await updateOwnAccount(actor, version, { name: 'Ann' })).toMatchObject({ ok: true, value: { name: 'Ann' } })
  expect(await updateOwnAccount(actor, version, { name: 'Bea' })).toMatchObject({ ok: false, current: { fields: ['name'] } })
})

it('all sessions but this one can be ended, of nobody else', async () => {
  const { actor, here, elsewhere } = await givenPerson()
  const other = await givenPerson()
  expect(await endOtherSessions(actor, here)).toMatchObject({ ok: true, value: { ended: 1 } })
  expect([await findSession(here), await findSession(elsewhere), await findSession(other.here)].map(Boolean)).toEqual([true, false, true])
})

it('the language that somebody chose is told at their next sign-in, and none before they chose', async () => {
  const { actor } = await givenPerson()
  const { address } = await getOwnAccount(actor)
  const signedIn = () => signIn({ address, password: old, ...stranger })
  expect(await signedIn()).toMatchObject({ locale: null })
  // Chosen from a menu: whatever version the account has by now.
  expect(await updateOwnAccount(actor, null, { locale: 'es' })).toMatchObject({ ok: true, value: { locale: 'es' } })
  expect(await signedIn()).toMatchObject({ locale: 'es' })
})

it('one of one’s own sessions can be ended by any role, and nobody else’s by its id', async () => {
  const auditor = await givenAdministrator('auditor')
  const [own, other] = [await createSession(auditor.id, stranger), (await givenPerson()).here]
  expect(await endOwnSession(auditor, own)).toMatchObject({ ok: true })
  expect(await findSession(own)).toBeNull()
  await expect(endOwnSession(auditor, other)).rejects.toMatchObject({ code: 'not_found' })
  expect(await findSession(other)).not.toBeNull()
})

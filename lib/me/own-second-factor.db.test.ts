import { TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { giveMailboxCode } from '#lib/auth/mailbox-second-factor'
import { findHalfMailboxSession, findMailboxSession } from '#lib/auth/mailbox-sessions'
import { signInToMailbox } from '#lib/auth/mailbox-sign-in'
import { db } from '#lib/db/client'
import { asOwner } from '#lib/db/testing'
import { removeMailboxSecondFactor } from '#lib/mailboxes/remove-second-factor'
import { beginOwnApp, disableOwnApp, enableOwnApp, getOwnSecondFactor, renewOwnCodes, setOwnAppPasswordsOnly } from './own-second-factor'
import { givenPerson, nobody, ownPassword, signInAs } from './testing'

const currentPassword = ownPassword
/** Of the step before, of now or of the next one: three codes that are good at this moment. */
const codeOf = (secret: string, stepsOn = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + stepsOn * 30_000 })

/** A person who is signed in and has set an app up. */
async function givenFactor() {
  const person = await givenPerson()
  const session = await findMailboxSession((await signInAs(person.address)) ?? '')
  const begun = await beginOwnApp(person.actor, { currentPassword })
  if (!begun.ok || !session) throw new Error('not begun')
  const { setup, secret } = begun.value
  const enabled = await enableOwnApp(person.actor, session.sessionId, { setup, code: codeOf(secret, -1) })
  if (!enabled.ok) throw new Error('not enabled')
  return { ...person, secret, codes: enabled.value.recoveryCodes, sessionSecret: enabled.value.secret ?? '' }
}

async function halfOf(address: string) {
  const signedIn = await signInToMailbox({ address, password: ownPassword, ...nobody })
  const half = signedIn && (await findHalfMailboxSession(signedIn.secret))
  if (!signedIn || !half) throw new Error('no half session')
  return { ...signedIn, half }
}

describe('the second factor of a person with a mailbox', () => {
  it('begins with the password and a code; the session at hand gets another secret and the others end', async () => {
    const { actor, address } = await givenPerson()
    const [here, elsewhere] = [(await signInAs(address)) ?? '', (await signInAs(address)) ?? '']
    const session = await findMailboxSession(here)
    expect(await beginOwnApp(actor, { currentPassword: 'wrong' })).toMatchObject({ ok: false, refusals: [{ code: 'password_wrong' }] })
    const begun = await beginOwnApp(actor, { currentPassword })
    if (!begun.ok) throw new Error('refused')
    const wrong = await enableOwnApp(actor, session?.sessionId ?? '', { setup: begun.value.setup, code: '000000' })
    expect(wrong).toMatchObject({ ok: false, refusals: [{ code: 'factor_code_wrong', field: 'code' }] })
    const foreign = await enableOwnApp((await givenPerson()).actor, '', { setup: begun.value.setup, code: codeOf(begun.value.secret) })
    expect(foreign).toMatchObject({ ok: false, refusals: [{ code: 'setup_over' }] })
    const enabled = await enableOwnApp(actor, session?.sessionId ?? '', { setup: begun.value.setup, code: codeOf(begun.value.secret) })
    if (!enabled.ok) throw new Error('refused')
    expect(enabled.value.recoveryCodes).toHaveLength(10)
    expect(await Promise.all([here, elsewhere].map(findMailboxSession))).toEqual([null, null])
    expect(await findMailboxSession(enabled.value.secret ?? '')).toMatchObject({ address })
  })

  it('is asked for at the sign-in: half a session opens nothing, and becomes a whole one under another secret', async () => {
    const { address, secret } = await givenFactor()
    const { secret: halfSecret, half, awaitsSecondFactor } = await halfOf(address)
    expect(awaitsSecondFactor).toBe(true)
    expect(await findMailboxSession(halfSecret)).toBeNull()
    const whole = (await giveMailboxCode(half, codeOf(secret))) ?? ''
    expect(await findMailboxSession(whole)).toMatchObject({ address })
    expect(await findMailboxSession(halfSecret)).toBeNull()
    expect(await findHalfMailboxSession(halfSecret)).toBeNull()
  })

  it('takes each code once, and after five wrong ones none', async () => {
    const { address, secret, codes } = await givenFactor()
    const [code, first, second] = [codeOf(secret), await halfOf(address), await halfOf(address)]
    expect(await giveMailboxCode(first.half, code)).not.toBeNull()
    expect(await giveMailboxCode(second.half, code)).toBeNull()
    const recovery = codes[0] ?? ''
    expect(await giveMailboxCode(second.half, recovery.toUpperCase().replaceAll('-', ' '))).not.toBeNull()
    const third = await halfOf(address)
    expect(await giveMailboxCode(third.half, recovery)).toBeNull()
    for (let guess = 0; guess < 4; guess++) expect(await giveMailboxCode(third.half, '000000')).toBeNull()
    await expect(giveMailboxCode(third.half, codeOf(secret, 1))).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('is not passed by a new password, which ends the half sessions of the old one', async () => {
    const { address, actor, secret } = await givenFactor()
    const { half, secret: halfSecret } = await halfOf(address)
    const { passwordHash } = await db().mailbox.findUniqueOrThrow({
      where: { id: (await givenPerson()).actor.id },
      omit: { passwordHash: false },
    })
    await db().mailbox.update({ where: { id: actor.id }, data: { passwordHash } })
    expect(await findHalfMailboxSession(halfSecret)).toBeNull()
    expect(half.address).toBe(address)
    const again = await halfOf(address)
    expect(await giveMailboxCode(again.half, codeOf(secret))).not.toBeNull()
  })

  it('goes with the password, or by an administrator, who ends the sessions', async () => {
    const { actor, address, sessionSecret } = await givenFactor()
    expect(await renewOwnCodes(actor, { currentPassword })).toMatchObject({ ok: true })
    expect(await disableOwnApp(actor, { currentPassword: 'wrong' })).toMatchObject({ ok: false })
    expect(await removeMailboxSecondFactor(await asOwner(), actor.id)).toMatchObject({ ok: true })
    expect(await findMailboxSession(sessionSecret)).toBeNull()
    expect(await getOwnSecondFactor(actor)).toEqual({ app: false, recoveryCodes: 0, appPasswordsOnly: false })
    expect(await signInToMailbox({ address, password: ownPassword, ...nobody })).toMatchObject({ awaitsSecondFactor: false })
    expect(await renewOwnCodes(actor, { currentPassword })).toMatchObject({ ok: false, refusals: [{ code: 'second_factor_absent' }] })
  })

  it('comes before the rule that mail programs need app passwords', async () => {
    const { actor } = await givenPerson()
    const on = { appPasswordsOnly: true, currentPassword }
    expect(await setOwnAppPasswordsOnly(actor, on)).toMatchObject({ ok: false, refusals: [{ code: 'second_factor_first' }] })
    const { actor: other } = await givenFactor()
    expect(await setOwnAppPasswordsOnly(other, on)).toMatchObject({ ok: true })
    expect(await getOwnSecondFactor(other)).toMatchObject({ appPasswordsOnly: true })
    expect(await setOwnAppPasswordsOnly(other, { ...on, appPasswordsOnly: false })).toMatchObject({ ok: true })
  })
})

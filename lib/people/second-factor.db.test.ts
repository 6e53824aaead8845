import { TOTP } from 'otpauth'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { giveCode } from '#lib/auth/second-step'
import { createSession, findSession, findUnfinishedSession, type UnfinishedSession } from '#lib/auth/sessions'
import { signIn } from '#lib/auth/sign-in'
import { db } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'
import { asOwner, givenAdministrator } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { updateSettings } from '#lib/settings/commands'
import { getSettings } from '#lib/settings/queries'
import { getOwnAccount } from './own-account'
import { createPasskey } from './passkeys'
import { beginApp, disableApp, enableApp, getSecondFactors, removeSecondFactor, renewCodes } from './second-factor'

afterEach(() => vi.unstubAllEnvs())

const currentPassword = 'correct horse battery'
const client = { clientAddress: '203.0.113.7', userAgent: 'test' }
const codes = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code))

function given<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.value
}

const codeOf = (secret: string, stepsOn = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + stepsOn * 30_000 })

async function givenPerson(role: Role = 'admin') {
  const actor = await givenAdministrator(role)
  await db().administrator.update({ where: { id: actor.id }, data: { passwordHash: await hashAdministratorPassword(currentPassword) } })
  return { actor, here: await createSession(actor.id, client) }
}

/** The code of the step before is spent by the set-up, so that of now and the next are still good. */
async function givenApp(role: Role = 'admin') {
  const { actor, here } = await givenPerson(role)
  const { setup, secret } = given(await beginApp(actor, { currentPassword }))
  const { recoveryCodes } = given(await enableApp(actor, here, { setup, code: codeOf(secret, -1) }))
  return { actor, here, secret, recoveryCodes }
}

async function half(actor: AdministratorActor): Promise<UnfinishedSession> {
  const { address } = await getOwnAccount(actor)
  const signedIn = await signIn({ address, password: currentPassword, ...client })
  const session = await findUnfinishedSession(signedIn?.sessionId ?? '')
  if (!session) throw new Error('the password did not give the half of a session')
  return session
}

describe('an authenticator app', () => {
  it('is asked for behind the password, and the code opens another session than the password did', async () => {
    const { actor, secret } = await givenApp()
    const before = await half(actor)
    expect(await giveCode(before, '000000', client)).toBeNull()
    const after = await giveCode(before, codeOf(secret), client)
    expect(after?.sessionId).not.toBe(before.sessionId)
    expect(await findSession(after?.sessionId ?? '')).toMatchObject({ id: actor.id })
  })

  it('gives codes that are good once, whoever is first', async () => {
    const { actor, secret } = await givenApp()
    const session = await half(actor)
    const code = codeOf(secret)
    const all = await Promise.all([1, 2, 3].map(() => giveCode(session, code, client)))
    expect(all.filter(Boolean)).toHaveLength(1)
    expect(await giveCode(session, code, client)).toBeNull()
  })

  it('cannot go back to a code before the last one', async () => {
    const { actor, secret } = await givenApp()
    const session = await half(actor)
    const [now, next] = [codeOf(secret), codeOf(secret, 1)]
    expect(await giveCode(session, next, client)).not.toBeNull()
    expect(await giveCode(session, now, client)).toBeNull()
  })

  it('may be guessed five times in a quarter of an hour, also the same guess, and then not even rightly', async () => {
    const { actor, secret } = await givenApp()
    const session = await half(actor)
    for (let i = 0; i < 5; i++) expect(await giveCode(session, '000000', client)).toBeNull()
    await expect(giveCode(session, codeOf(secret), client)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('is kept sealed, and its secret is in no audit entry', async () => {
    const { actor, secret } = await givenApp()
    const row = await db().administrator.findUniqueOrThrow({ where: { id: actor.id }, omit: { totpSealed: false } })
    expect(row.totpSealed).toMatch(/^v1\./)
    expect(
      JSON.stringify(await db().change.findMany({ where: { actorId: actor.id }, select: { before: true, after: true } })),
    ).not.toContain(secret)
    expect(Object.keys(await db().administrator.findUniqueOrThrow({ where: { id: actor.id } }))).not.toContain('totpSealed')
  })

  it('is set up by somebody who knows the password, with a code that proves it, and by nobody else', async () => {
    const { actor, here } = await givenPerson()
    const other = await givenPerson()
    expect(codes(await beginApp(actor, { currentPassword: 'wrong' }))).toEqual(['password_wrong'])
    const { setup, secret } = given(await beginApp(actor, { currentPassword }))
    expect(codes(await enableApp(actor, here, { setup, code: '000000' }))).toEqual(['factor_code_wrong'])
    expect(codes(await enableApp(other.actor, other.here, { setup, code: codeOf(secret) }))).toEqual(['setup_over'])
    expect(await getSecondFactors(actor)).toEqual({ app: false, passkeys: 0, recoveryCodes: 0 })
  })

  it('ends the sessions elsewhere, which were opened with less', async () => {
    const { actor, here } = await givenPerson()
    const elsewhere = await createSession(actor.id, client)
    const { setup, secret } = given(await beginApp(actor, { currentPassword }))
    await enableApp(actor, here, { setup, code: codeOf(secret) })
    expect([await findSession(here), await findSession(elsewhere)].map(Boolean)).toEqual([true, false])
  })
})

describe('recovery codes', () => {
  it('are ten, each good once, typed as people type them', async () => {
    const { actor, recoveryCodes } = await givenApp()
    expect(new Set(recoveryCodes).size).toBe(10)
    const [one = '', two = ''] = recoveryCodes
    const session = await half(actor)
    expect(await giveCode(session, ` ${one.toUpperCase().replaceAll('-', ' ')} `, client)).not.toBeNull()
    expect(await giveCode(session, one, client)).toBeNull()
    expect(await giveCode(session, two, client)).not.toBeNull()
    expect(await getSecondFactors(actor)).toMatchObject({ recoveryCodes: 8 })
  })

  it('of somebody else are worth nothing, and are kept as hashes', async () => {
    const [anna, ben] = [await givenApp(), await givenApp()]
    expect(await giveCode(await half(anna.actor), ben.recoveryCodes[0] ?? '', client)).toBeNull()
    const rows = await db().recoveryCode.findMany({ where: { administratorId: anna.actor.id } })
    for (const { codeHash } of rows) expect(codeHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('are all renewed at once', async () => {
    const { actor, recoveryCodes } = await givenApp()
    const renewed = given(await renewCodes(actor, { currentPassword })).recoveryCodes
    const session = await half(actor)
    expect(await giveCode(session, recoveryCodes[0] ?? '', client)).toBeNull()
    expect(await giveCode(session, renewed[0] ?? '', client)).not.toBeNull()
  })

  it('go with the last second factor, and there are none without one', async () => {
    const { actor } = await givenApp()
    expect(await disableApp(actor, { currentPassword })).toMatchObject({ ok: true })
    expect(await getSecondFactors(actor)).toEqual({ app: false, passkeys: 0, recoveryCodes: 0 })
    expect(codes(await renewCodes(actor, { currentPassword }))).toEqual(['second_factor_absent'])
  })
})

describe('a role that must have a second factor', () => {
  it('leads those without one to add it before anything else, in sessions that run already too, and keeps the last one', async () => {
    const owner = await asOwner()
    const { actor, here } = await givenPerson('auditor')
    expect(await findSession(here)).not.toBeNull()
    expect(await updateSettings(owner, (await getSettings(owner)).version, { secondFactorRoles: ['auditor'] })).toMatchObject({ ok: true })
    expect(await findSession(here)).toBeNull()
    expect(await findUnfinishedSession(here)).toMatchObject({ missing: 'enrolment' })
    const { setup, secret } = given(await beginApp(actor, { currentPassword }))
    await enableApp(actor, here, { setup, code: codeOf(secret) })
    expect(await findSession(here)).toMatchObject({ id: actor.id })
    expect(codes(await disableApp(actor, { currentPassword }))).toEqual(['second_factor_needed'])
    expect(await getSecondFactors(actor)).toMatchObject({ app: true, recoveryCodes: 10 })
    const other = await givenPerson('admin')
    expect(await findSession(other.here)).not.toBeNull()
  })
})

describe('the second factor of somebody else', () => {
  it('is removed by an owner, which ends their sessions and stands in the audit', async () => {
    const { actor, here } = await givenApp()
    await expect(removeSecondFactor(await givenAdministrator('admin'), actor.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await removeSecondFactor(await asOwner(), actor.id)).toMatchObject({ ok: true })
    expect(await findSession(here)).toBeNull()
    const { address } = await getOwnAccount(actor)
    expect(await signIn({ address, password: currentPassword, ...client })).toMatchObject({ isFinished: true })
    const [entry] = await db().change.findMany({ where: { subjectId: actor.id, action: 'second-factor.remove' } })
    expect(entry).toMatchObject({ before: { app: true, passkeys: 0, recoveryCodes: 10 }, after: { app: false } })
  })
})

it('a passkey that no browser made is refused', async () => {
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  const { actor, here } = await givenPerson()
  const response = { clientDataJSON: 'e30', attestationObject: 'oA' }
  const forged = { id: actor.id, rawId: actor.id, type: 'public-key', clientExtensionResults: {}, response }
  for (const answer of ['', '[]', '{', JSON.stringify(forged)])
    expect(codes(await createPasskey(actor, here, { name: 'x', answer }))).toEqual(['passkey_refused'])
})

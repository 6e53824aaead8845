import { describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { systemActor } from '#lib/auth/actor'
import { verifyToken } from '#lib/auth/api-token'
import { findSession } from '#lib/auth/sessions'
import { signIn } from '#lib/auth/sign-in'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenAdministrator, unique } from '#lib/db/testing'
import { createAdministrator, createOwner, deleteAdministrator, setAdministratorPassword, updateAdministrator } from './commands'
import { listTokens } from './queries'
import { createToken, revokeToken } from './token-commands'

const password = 'correct horse battery'
const from = { clientAddress: '203.0.113.7', userAgent: 'test' }
const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => outcome.refusals?.map(({ code }) => code)

async function givenSignedUp() {
  const address = `p-${unique()}@example.test`
  const made = await createAdministrator(await asOwner(), { address, name: 'Ann', password })
  if (!made.ok) throw new Error('not made')
  return made.value
}

describe('the first owner', () => {
  it('is made once, however many ask at the same moment', async () => {
    await emptyDatabase()
    const made = await Promise.all(
      Array.from({ length: 5 }, (_, i) => createOwner(systemActor('cli'), { address: `o${i}@example.test`, name: 'Owner', password })),
    )
    expect(made.filter(({ ok }) => ok)).toHaveLength(1)
    expect(made.filter(({ ok }) => !ok).map(codes)).toEqual(Array.from({ length: 4 }, () => ['owner_exists']))
    expect(await db().administrator.count()).toBe(1)
  })

  it('cannot be the last to leave', async () => {
    await emptyDatabase()
    const owner = await asOwner()
    expect(codes(await updateAdministrator(owner, owner.id, 1, { role: 'admin' }))).toEqual(['last_owner'])
    expect(codes(await updateAdministrator(owner, owner.id, 1, { enabled: false }))).toEqual(['last_owner'])
    expect(codes(await deleteAdministrator(owner, owner.id, 1))).toEqual(['last_owner'])
  })

  it('and the second one cannot demote each other into nobody', async () => {
    await emptyDatabase()
    const [one, two] = [await asOwner(), await asOwner()]
    const both = await Promise.all([
      updateAdministrator(one, two.id, 1, { role: 'admin' }),
      updateAdministrator(two, one.id, 1, { role: 'admin' }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db().administrator.count({ where: { role: 'owner', disabledAt: null } })).toBe(1)
  })
})

describe('an administrator', () => {
  it('signs in with the password and in no other way, and the hash is in no answer', async () => {
    const person = await givenSignedUp()
    expect(JSON.stringify(person)).not.toContain('argon2')
    expect(await signIn({ address: person.address.toUpperCase(), password, ...from })).toMatchObject({ id: person.id })
    expect(await signIn({ address: person.address, password: `${password}x`, ...from })).toBeNull()
    expect(await signIn({ address: `x${person.address}`, password, ...from })).toBeNull()
  })

  it.each(['administrator.create', 'administrator.password'])('leaves no secret in the audit entry %s', async (action) => {
    const person = await givenSignedUp()
    await setAdministratorPassword(await asOwner(), person.id, { password: 'another good secret' })
    const entries = await db().change.findMany({ where: { subjectId: person.id, action } })
    expect(entries).toHaveLength(1)
    expect(JSON.stringify(entries, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))).not.toMatch(
      /horse|another good|argon2/,
    )
  })

  it.each([
    [
      'a new password',
      async (owner: AdministratorActor, id: string) => setAdministratorPassword(owner, id, { password: 'another good secret' }),
    ],
    ['another role', async (owner: AdministratorActor, id: string) => updateAdministrator(owner, id, 1, { role: 'owner' })],
    ['being disabled', async (owner: AdministratorActor, id: string) => updateAdministrator(owner, id, 1, { enabled: false })],
  ])('is signed out everywhere by %s', async (_, change) => {
    const person = await givenSignedUp()
    const session = await signIn({ address: person.address, password, ...from })
    expect(await findSession(session?.sessionId ?? '')).toMatchObject({ id: person.id })
    expect(await change(await asOwner(), person.id)).toMatchObject({ ok: true })
    expect(await findSession(session?.sessionId ?? '')).toBeNull()
  })

  it('cannot be made by an admin, nor with a guessable password', async () => {
    const input = { address: `n-${unique()}@example.test`, name: 'New', password }
    await expect(createAdministrator(await givenAdministrator('admin'), input)).rejects.toMatchObject({ code: 'forbidden' })
    expect(codes(await createAdministrator(await asOwner(), { ...input, password: 'password1' }))).toEqual([
      'password_too_short',
      'password_too_simple',
    ])
  })
})

describe('a token', () => {
  it('acts as its administrator, is shown once and is kept as a hash', async () => {
    const admin = await givenAdministrator('admin')
    const made = await createToken(admin, { name: 'backup script' })
    if (!made.ok) throw new Error('not made')
    const { token, id } = made.value
    expect(await verifyToken(token)).toMatchObject({ tokenId: id, actor: { id: admin.id, role: 'admin', via: 'api' } })
    expect(JSON.stringify(await listTokens(admin))).not.toContain(token.slice(21))
    const row = await db().apiToken.findUniqueOrThrow({ where: { id }, omit: { secretHash: false } })
    expect(JSON.stringify(row)).not.toContain(token.slice(21))
  })

  it.each(['', 'pst_', 'pst_0123456789abcdef_short', `pst_0123456789abcdef_${'A'.repeat(43)}`])(
    'that is %j opens nothing',
    async (text) => {
      expect(await verifyToken(text)).toBeNull()
    },
  )

  it('with one letter changed opens nothing', async () => {
    const made = await createToken(await givenAdministrator('admin'), { name: 'x' })
    if (!made.ok) throw new Error('not made')
    const { token } = made.value
    expect(await verifyToken(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
  })

  it('dies with its revocation, its time and its administrator’s disabling', async () => {
    const owner = await asOwner()
    const admin = await givenAdministrator('admin')
    const [revoked, expired, disabled] = await Promise.all(['a', 'b', 'c'].map((name) => createToken(admin, { name })))
    if (!revoked?.ok || !expired?.ok || !disabled?.ok) throw new Error('not made')
    await revokeToken(admin, revoked.value.id)
    await db().apiToken.update({ where: { id: expired.value.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await verifyToken(revoked.value.token)).toBeNull()
    expect(await verifyToken(expired.value.token)).toBeNull()
    expect(await verifyToken(disabled.value.token)).not.toBeNull()
    await updateAdministrator(owner, admin.id, 1, { enabled: false })
    expect(await verifyToken(disabled.value.token)).toBeNull()
  })

  it('cannot be made for somebody else, nor be revoked by another admin', async () => {
    const [one, two] = [await givenAdministrator('admin'), await givenAdministrator('admin')]
    await expect(createToken(one, { name: 'x' }, { administratorId: two.id })).rejects.toMatchObject({ code: 'forbidden' })
    const made = await createToken(one, { name: 'x' })
    if (!made.ok) throw new Error('not made')
    await expect(revokeToken(two, made.value.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await verifyToken(made.value.token)).not.toBeNull()
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { findSession, findUnfinishedSession } from '#lib/auth/sessions'
import { signIn } from '#lib/auth/sign-in'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, unique } from '#lib/db/testing'
import { updateSettings } from '#lib/settings/commands'
import { getSettings } from '#lib/settings/queries'
import { type ProviderPerson, startProvider, type TestProvider, walkThrough } from '../../e2e/support/oidc-provider'
import { beginSignIn } from './begin-sign-in'
import { unbindPerson } from './bindings'
import { checkProvider } from './check-provider'
import { finishSignIn } from './finish-sign-in'
import type { UpdateProviderInput } from './schema'
import { getProvider, redirectUri, turnProviderOff, updateProvider } from './settings'
import { openTransaction, sealTransaction } from './transaction'

const client = { clientAddress: '203.0.113.90', userAgent: 'Mozilla/5.0' }
const untouched = {
  enabled: true,
  buttonName: 'Acme',
  scopes: 'openid email profile groups',
  groupsClaim: 'groups',
  ownerGroups: [],
  adminGroups: [],
  domainAdminGroups: [],
  auditorGroups: [],
  groupDomains: [],
  otherwise: 'refuse',
  admits: 'known',
  requireVerifiedEmail: true,
  passwordSignIn: 'everyone',
  trustedMethods: [],
  trustedContexts: [],
  allowPrivateNetwork: true,
} as const satisfies UpdateProviderInput

let provider: TestProvider
beforeAll(async () => {
  provider = await startProvider(redirectUri())
})
afterAll(() => provider.stop())

async function configure(input: UpdateProviderInput) {
  const owner = await asOwner()
  const outcome = await updateProvider(owner, (await getProvider(owner)).version, input)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.value
}

beforeEach(async () => {
  await configure({ ...untouched, issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret })
  // Every test begins anew, and none counts for another.
  await db().requestCount.deleteMany({ where: { key: { startsWith: 'provider' } } })
})

const newPerson = (more: Partial<ProviderPerson> = {}): ProviderPerson & { sub: string; email: string } => {
  const sub = `sub-${unique()}`
  return { sub, email: `${sub}@example.test`, email_verified: true, name: `Person ${sub}`, ...more }
}

async function come(person: ProviderPerson | null, alter?: (url: URL) => void) {
  provider.person = person
  const { url, cookie } = await beginSignIn('/audit', client.clientAddress)
  const search = await walkThrough(url, redirectUri(), alter)
  const transaction = openTransaction(cookie)
  return { search, transaction, finish: () => finishSignIn(search, transaction, client) }
}
const enter = async (person: ProviderPerson | null) => (await come(person)).finish()
const accountOf = (person: ProviderPerson) =>
  db().administrator.findUnique({ where: { address: person.email ?? '' }, include: { identities: true } })

describe('somebody who comes from the provider', () => {
  it('is known by address the first time, and by the provider’s own name for them ever after', async () => {
    const known = await givenAdministrator('admin')
    const person = newPerson({ email: `${known.name}@example.test`.toUpperCase() })
    const given = await enter(person)
    expect(given).toMatchObject({ id: known.id, isFinished: true })
    expect(await findSession(given.sessionId)).toMatchObject({ id: known.id, role: 'admin' })
    expect(await enter({ ...person, email: 'another@example.test' })).toMatchObject({ id: known.id })
    await expect(enter(newPerson({ email: `${known.name}@example.test` }))).rejects.toMatchObject({ code: 'bound_elsewhere' })
    expect((await unbindPerson(await asOwner(), known.id)).ok).toBe(true)
    expect(await findSession(given.sessionId)).toBeNull()
  })

  it('is refused when nobody here has the address, when it is not verified, when there is none, and when they do not agree', async () => {
    await expect(enter(newPerson())).rejects.toMatchObject({ code: 'unknown' })
    const known = await givenAdministrator('admin')
    const email = `${known.name}@example.test`
    await expect(enter(newPerson({ email, email_verified: false }))).rejects.toMatchObject({ code: 'email_unverified' })
    await expect(enter({ sub: unique() })).rejects.toMatchObject({ code: 'email_missing' })
    await expect(enter(null)).rejects.toMatchObject({ code: 'denied' })
    expect(await db().oidcIdentity.count({ where: { administratorId: known.id } })).toBe(0)
    expect(await db().signInAttempt.findMany({ where: { name: email } })).toMatchObject([{ method: 'provider', result: 'wrong' }])
  })

  it('who is disabled here stays out, also with all groups', async () => {
    await configure({ adminGroups: ['mail'] })
    const known = await givenAdministrator('admin')
    await db().administrator.update({ where: { id: known.id }, data: { disabledAt: new Date() } })
    await expect(enter(newPerson({ email: `${known.name}@example.test`, groups: ['mail'] }))).rejects.toMatchObject({ code: 'disabled' })
  })

  it('becomes an administrator where anyone may, once, however many of their browsers come at once', async () => {
    await configure({ admits: 'anyone', otherwise: 'auditor' })
    const person = newPerson({ name: '<b>\u202eMallory\r\n{{7*7}}</b>' })
    const all = await Promise.all([1, 2, 3].map(() => come(person)))
    const ids = new Set((await Promise.all(all.map(({ finish }) => finish()))).map(({ id }) => id))
    expect(ids.size).toBe(1)
    // A name that breaks lines or turns text around is not taken; the address stands in for it.
    expect(await accountOf(person)).toMatchObject({ role: 'auditor', name: person.email, identities: [{ subject: person.sub }] })
  })

  it('has no password here: nothing opens the account but the provider', async () => {
    await configure({ admits: 'anyone', otherwise: 'admin' })
    const person = newPerson()
    await enter(person)
    for (const password of ['', '!', 'password']) expect(await signIn({ address: person.email, password, ...client })).toBeNull()
  })
})

describe('groups of the provider', () => {
  it('give the highest role of all, at each sign-in; another role ends the sessions of before', async () => {
    await configure({ admits: 'anyone', ownerGroups: ['chiefs'], adminGroups: ['cn=mail, ou=groups'], auditorGroups: ['audit'] })
    const person = newPerson({ groups: ['audit', 'cn=mail, ou=groups'] })
    const before = await enter(person)
    expect(await accountOf(person)).toMatchObject({ role: 'admin' })
    expect((await enter(person)).id).toBe(before.id)
    expect(await findSession(before.sessionId)).not.toBeNull()
    await enter({ ...person, groups: ['audit'] })
    expect(await accountOf(person)).toMatchObject({ role: 'auditor' })
    expect(await findSession(before.sessionId)).toBeNull()
  })

  it('that are lost disable the account and end what it had, until they are back; what a person disabled stays disabled', async () => {
    await configure({ admits: 'anyone', adminGroups: ['mail'] })
    const person = newPerson({ groups: ['mail'] })
    const before = await enter(person)
    await expect(enter({ ...person, groups: ['other'] })).rejects.toMatchObject({ code: 'no_role' })
    expect((await accountOf(person))?.disabledAt).not.toBeNull()
    expect(await findSession(before.sessionId)).toBeNull()
    await enter(person)
    expect(await accountOf(person)).toMatchObject({ role: 'admin', disabledAt: null })
    await db().administrator.update({ where: { id: before.id }, data: { disabledAt: new Date() } })
    await expect(enter(person)).rejects.toMatchObject({ code: 'disabled' })
  })

  it('give domains to domain admins, and leave what a person gave', async () => {
    const [one, two, byHand] = [await givenDomain(), await givenDomain(), await givenDomain()]
    const rules = `first = ${one.name}\nsecond = ${two.name}, nowhere.example.test`
    await configure({ admits: 'anyone', domainAdminGroups: ['first', 'second'], groupDomains: rules })
    const person = newPerson({ groups: ['first', 'second'] })
    const { id } = await enter(person)
    await db().domainGrant.create({ data: { administratorId: id, domainId: byHand.id, grantedBy: 'an owner' } })
    await enter({ ...person, groups: ['second'] })
    const grants = await db().domainGrant.findMany({ where: { administratorId: id } })
    expect(grants.map(({ domainId }) => domainId).sort()).toEqual([two.id, byHand.id].sort())
  })

  it('are taken from a claim within a claim, too', async () => {
    await configure({ admits: 'anyone', groupsClaim: 'groups', auditorGroups: ['x'] })
    const { claimAt } = await import('./claims')
    expect(claimAt({ realm_access: { roles: ['x'] } }, 'realm_access.roles')).toEqual(['x'])
    expect(claimAt({ 'https://example.test/groups': ['x'] }, 'https://example.test/groups')).toEqual(['x'])
    expect(claimAt({}, '__proto__.constructor')).toBeUndefined()
  })
})

describe('a second factor', () => {
  it('of this panel is asked for behind the provider, unless the provider vouches for one', async () => {
    const known = await givenAdministrator('admin')
    await db().administrator.update({ where: { id: known.id }, data: { totpSince: new Date() } })
    const person = newPerson({ email: `${known.name}@example.test`, amr: ['pwd', 'otp'] })
    const half = await enter(person)
    expect(half.isFinished).toBe(false)
    expect(await findSession(half.sessionId)).toBeNull()
    expect(await findUnfinishedSession(half.sessionId)).toMatchObject({ missing: 'second-factor' })
    await configure({ trustedMethods: ['otp'] })
    expect(await enter(person)).toMatchObject({ isFinished: true })
    expect(await enter({ ...person, amr: ['pwd'] })).toMatchObject({ isFinished: false })
  })

  it('that a role must have may be the provider’s', async () => {
    const owner = await asOwner()
    await updateSettings(owner, (await getSettings(owner)).version, { secondFactorRoles: ['admin'] })
    try {
      const known = await givenAdministrator('admin')
      const person = newPerson({ email: `${known.name}@example.test`, amr: ['mfa'] })
      const plain = await enter(person)
      expect(await findUnfinishedSession(plain.sessionId)).toMatchObject({ missing: 'enrolment' })
      await configure({ trustedMethods: ['mfa'] })
      expect(await findSession((await enter(person)).sessionId)).toMatchObject({ id: known.id })
    } finally {
      await updateSettings(owner, (await getSettings(owner)).version, { secondFactorRoles: [] })
    }
  })
})

describe('an answer that does not belong to the sign-in', () => {
  it('is refused: another nonce, another state, another browser’s, one of before, another issuer', async () => {
    const known = await givenAdministrator('admin')
    const person = newPerson({ email: `${known.name}@example.test` })
    const otherNonce = await come(person, (url) => url.searchParams.set('nonce', 'of-another'))
    await expect(otherNonce.finish()).rejects.toMatchObject({ code: 'mismatch' })

    const here = await come(person)
    const forged = new URLSearchParams(here.search)
    forged.set('state', 'of-another')
    await expect(finishSignIn(`?${forged}`, here.transaction, client)).rejects.toMatchObject({ code: 'mismatch' })

    const there = await come(person)
    await expect(finishSignIn(there.search, null, client)).rejects.toMatchObject({ code: 'over' })
    const mixed = await come(person)
    await expect(finishSignIn(there.search, mixed.transaction, client)).rejects.toMatchObject({ code: 'mismatch' })

    const once = await come(person)
    await once.finish()
    await expect(once.finish()).rejects.toMatchObject({ code: 'over' })

    const elsewhere = await come(person)
    const iss = new URLSearchParams(elsewhere.search)
    iss.set('iss', 'https://evil.example.test')
    await expect(finishSignIn(`?${iss}`, elsewhere.transaction, client)).rejects.toMatchObject({ code: 'mismatch' })
    expect(await db().session.count({ where: { administratorId: known.id } })).toBe(1)
  })

  it('is refused when the code was begun with another verifier (PKCE)', async () => {
    const known = await givenAdministrator('admin')
    const { search, transaction } = await come(newPerson({ email: `${known.name}@example.test` }))
    await expect(finishSignIn(search, transaction && { ...transaction, verifier: 'x'.repeat(43) }, client)).rejects.toMatchObject({
      code: 'failed',
    })
  })

  it('finds a browser that remembers for ten minutes, and only what was sealed here', () => {
    const given = { state: 's', nonce: 'n', verifier: 'v', next: '/', issuer: provider.issuer }
    const sealed = sealTransaction(given)
    expect(openTransaction(sealed)).toEqual(given)
    expect(openTransaction(sealed, Date.now() + 600_001)).toBeNull()
    for (const text of [undefined, '', 'x', `${sealed}x`, JSON.stringify(given), 'x'.repeat(9000)]) expect(openTransaction(text)).toBeNull()
  })
})

describe('passwords beside the provider', () => {
  it('work for everyone, owners alone or nobody, and for all once somebody with the machine turns the provider off', async () => {
    const passwordHash = await hashAdministratorPassword('correct horse battery')
    const people = { owner: await givenAdministrator('owner'), admin: await givenAdministrator('admin') }
    for (const { id } of Object.values(people)) await db().administrator.update({ where: { id }, data: { passwordHash } })
    const opens = async (role: 'owner' | 'admin') => {
      const given = signIn({ address: `${people[role].name}@example.test`, password: 'correct horse battery', ...client })
      return given.then(
        (found) => found !== null,
        (error: { code?: string }) => error.code,
      )
    }
    const both = async () => [await opens('owner'), await opens('admin')]
    expect(await both()).toEqual([true, true])
    await configure({ passwordSignIn: 'owners' })
    expect(await both()).toEqual([true, 'forbidden'])
    await configure({ passwordSignIn: 'nobody' })
    expect(await both()).toEqual(['forbidden', 'forbidden'])
    await turnProviderOff({ kind: 'system', name: 'command line', via: 'system' })
    expect(await both()).toEqual([true, true])
    await expect(beginSignIn('/', null)).rejects.toMatchObject({ code: 'off' })
  })
})

describe('a look at the provider', () => {
  const look = async () => {
    return Object.fromEntries((await checkProvider(await asOwner())).map(({ code, state }) => [code, state]))
  }

  it('finds all well', async () => {
    expect(await look()).toEqual({ discovery: 'good', clock: 'good', scopes: 'good', client: 'good', redirect: 'good' })
  })

  it('says what is wrong: secret, redirect URI, scopes, clock, issuer, network, nobody there', async () => {
    await configure({ clientSecret: 'another' })
    expect(await look()).toMatchObject({ client_refused: 'bad' })
    await configure({ clientSecret: provider.clientSecret, scopes: 'openid calendar' })
    expect(await look()).toMatchObject({ scopes_missing: 'bad' })
    provider.clockOff = -300
    expect(await look()).toMatchObject({ clock_off: 'bad' })
    provider.clockOff = 0
    await configure({ scopes: 'openid', clientId: 'nobody' })
    expect(await look()).toMatchObject({ redirect_refused: 'bad', client_refused: 'bad' })
    await configure({ issuer: provider.issuer.replace('127.0.0.1', 'localhost') })
    expect(await look()).toEqual({ issuer_mismatch: 'bad' })
    await configure({ issuer: `${provider.issuer}/realms/none` })
    expect(await look()).toEqual({ discovery_status: 'bad' })
    await configure({ issuer: 'https://127.0.0.1:9' })
    expect(await look()).toEqual({ outbound_refused: 'bad' })
    await configure({ allowPrivateNetwork: false })
    expect(await look()).toEqual({ outbound_private_address: 'bad' })
    await configure({ issuer: 'https://nowhere.invalid' })
    expect(await look()).toEqual({ outbound_not_found: 'bad' })
  })

  it('is for owners; the secret goes in and never comes out', async () => {
    const admin = await givenAdministrator('admin')
    await expect(checkProvider(admin)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateProvider(admin, 0, { enabled: false })).rejects.toMatchObject({ code: 'forbidden' })
    const secret = `secret-${unique()}`
    expect(JSON.stringify(await configure({ clientSecret: secret }))).not.toContain(secret)
    expect(await db().setting.count({ where: { value: { string_contains: secret } } })).toBe(0)
    expect(await db().change.findFirst({ where: { subjectId: 'sign-in-provider' }, orderBy: { id: 'desc' } })).toMatchObject({
      after: { clientSecret: '(changed)' },
    })
  })

  it('settings that cannot work are refused', async () => {
    const owner = await asOwner()
    const refused = async (input: UpdateProviderInput) => {
      const outcome = await updateProvider(owner, (await getProvider(owner)).version, input)
      return outcome.ok ? [] : outcome.refusals.map(({ field, code }) => `${field}: ${code}`)
    }
    expect(await refused({ issuer: '' })).toEqual(['issuer: required'])
    expect(await refused({ scopes: 'email' })).toEqual(['scopes: scope_openid_missing'])
    expect(await refused({ issuer: 'http://id.example.test' })).toEqual(['issuer: issuer_needs_https'])
    expect(await refused({ allowPrivateNetwork: false })).toEqual(['issuer: issuer_needs_https'])
    expect(await refused({ issuer: 'javascript:alert(1)' })).toEqual(['issuer: invalid_url'])
    expect(await refused({ groupDomains: 'no equals sign' })).toEqual(['groupDomains: invalid_group_domains'])
  })
})

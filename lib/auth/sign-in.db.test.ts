import { describe, expect, it, vi } from 'vitest'
import { db } from '#lib/db/client'
import { givenAdministrator, unique } from '#lib/db/testing'
import { hashAdministratorPassword } from './administrator-password'
import { deviceOf, newDeviceCookie } from './device-cookie'
import { findSession, findUnfinishedSession } from './sessions'
import { signIn } from './sign-in'
import { forgetOldAttempts, recordAttempt } from './sign-in-attempts'

/** The hashes that passwords were compared with: the work is the library's own, and is only listened to. */
const hashed: string[] = vi.hoisted(() => [])
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  const verify: typeof real.verify = (hash, ...rest) => {
    hashed.push(String(hash))
    return real.verify(hash, ...rest)
  }
  return { ...real, verify }
})
const costOf = (hash: string) => hash.split('$')[3]

const password = 'correct horse battery'
let passwordHash: Promise<string> | undefined

async function givenAddress(): Promise<{ id: string; address: string }> {
  passwordHash ??= hashAdministratorPassword(password)
  const { id } = await givenAdministrator('admin')
  return db().administrator.update({ where: { id }, data: { passwordHash: await passwordHash } })
}

const guess = (address: string, tried: string, clientAddress: string, deviceCookie: string | null = null) =>
  signIn({ address, password: tried, clientAddress, userAgent: null, deviceCookie })

// Each guess costs a hash of 64 MiB.
describe('guessing', { timeout: 120_000 }, () => {
  it('ends after ten different passwords, also the right one, and not for the same wrong ones again', async () => {
    const { address } = await givenAddress()
    for (let i = 0; i < 8; i++) expect(await guess(address, i % 2 ? 'an old password' : 'an older one', '203.0.113.20')).toBeNull()
    for (let i = 0; i < 8; i++) expect(await guess(address, `guess number ${i}`, '203.0.113.21')).toBeNull()
    await expect(guess(address, password, '203.0.113.22')).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('by a hundred at once lets no more than ten through', async () => {
    const address = `nobody-${unique()}@example.test`
    const all = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => guess(address, `guess ${i}`, `203.0.113.${i}`)))
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(10)
  })

  it('by strangers does not lock out the browser in which the person signed in before', async () => {
    const { id, address } = await givenAddress()
    const cookie = newDeviceCookie(id)
    for (let i = 0; i < 10; i++) await guess(address, `guess number ${i}`, '203.0.113.30')
    await expect(guess(address, 'one more', '203.0.113.30')).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(guess(address, password, '203.0.113.30')).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await guess(address, password, '203.0.113.30', cookie)).toMatchObject({ id })
  })

  it('in a known browser ends too, and the browser is known for its own account alone', async () => {
    const [anna, ben] = [await givenAddress(), await givenAddress()]
    const cookie = newDeviceCookie(anna.id)
    for (let i = 0; i < 10; i++) expect(await guess(anna.address, `guess number ${i}`, '203.0.113.31', cookie)).toBeNull()
    await expect(guess(anna.address, password, '203.0.113.31', cookie)).rejects.toMatchObject({ code: 'rate_limited' })
    expect(deviceOf(cookie, ben.id)).toBeNull()
    expect(deviceOf(`${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`, anna.id)).toBeNull()
  })

  it('of many accounts from one address ends too, and one good account does not pay for it', async () => {
    const { id, address } = await givenAddress()
    for (let i = 0; i < 19; i++) expect(await guess(`nobody-${i}@example.test`, 'some password', '2001:db8:4::1')).toBeNull()
    expect(await guess(address, password, '2001:db8:4::2')).toMatchObject({ id })
    expect(await guess('nobody-19@example.test', 'some password', '2001:db8:4::ffff')).toBeNull()
    await expect(guess('nobody-20@example.test', 'some password', '2001:db8:4:0:1::')).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await guess('nobody-20@example.test', 'some password', '2001:db8:5::1')).toBeNull()
  })

  it('answers the same for an account that is not there, one that is disabled and a wrong password, after the same work', async () => {
    const [wrong, disabled] = [await givenAddress(), await givenAddress()]
    await db().administrator.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } })
    // The first one of a process also makes the decoy.
    await guess(wrong.address, 'the first guess', '198.51.100.1')
    const work = async (address: string, tried: string) => {
      hashed.length = 0
      expect(await guess(address, tried, '198.51.100.2')).toBeNull()
      return hashed.map(costOf)
    }
    const there = await work(wrong.address, 'a wrong password')
    expect(there).toEqual(['m=65536,t=3,p=1'])
    expect(await work(`absent-${unique()}@example.test`, password)).toEqual(there)
    expect(await work(disabled.address, password)).toEqual(there)
  })
})

describe('a session', () => {
  it('has an id of its own at each sign-in, and the half of one opens nothing', async () => {
    const { id, address } = await givenAddress()
    const [one, two] = [await guess(address, password, '203.0.113.50'), await guess(address, password, '203.0.113.50')]
    expect(one?.sessionId).not.toBe(two?.sessionId)
    await db().administrator.update({ where: { id }, data: { totpSince: new Date() } })
    const half = await guess(address, password, '203.0.113.50')
    expect(half).toMatchObject({ isFinished: false })
    expect(await findSession(half?.sessionId ?? '')).toBeNull()
    expect(await findUnfinishedSession(half?.sessionId ?? '')).toMatchObject({ id, missing: 'second-factor' })
    await db().session.update({ where: { id: half?.sessionId }, data: { expiresAt: new Date() } })
    expect(await findUnfinishedSession(half?.sessionId ?? '')).toBeNull()
  })
})

describe('what happened at the door', () => {
  const client = { clientAddress: '203.0.113.60', userAgent: 'Mozilla/5.0' }
  const kept = (name: string) => db().signInAttempt.findMany({ where: { name }, orderBy: { at: 'asc' } })

  it('is kept: who, from where, with what result', async () => {
    const { address } = await givenAddress()
    await guess(address, 'wrong password', '203.0.113.61')
    await guess(address, password, '203.0.113.61')
    expect(await kept(address)).toMatchObject([{ result: 'wrong' }, { result: 'signed_in', clientAddress: '203.0.113.61' }])
  })

  it('is one row for what repeats itself within a minute, however many write it at once', async () => {
    const name = unique()
    await Promise.all(Array.from({ length: 20 }, () => recordAttempt(name, client, 'password', 'wrong')))
    const rows = await kept(name)
    expect(rows.length).toBeLessThanOrEqual(2)
    expect(rows.reduce((sum, { times }) => sum + times, 0)).toBe(20)
  })

  it('takes any name as text, and what turns text around or is not seen is shown as such', async () => {
    const mark = unique()
    await recordAttempt(`${mark}‮<b>\0\r\n${'x'.repeat(400)}`, client, 'password', 'unknown')
    const [row] = await db().signInAttempt.findMany({ where: { name: { startsWith: mark } } })
    expect(row?.name.slice(0, mark.length + 7)).toBe(`${mark}�<b>���`)
    expect(row?.name).toHaveLength(254)
  })

  it('is forgotten after the days that are set', async () => {
    const name = unique()
    await recordAttempt(name, client, 'password', 'wrong')
    await db().signInAttempt.updateMany({ where: { name }, data: { at: new Date(Date.now() - 91 * 86_400_000) } })
    await forgetOldAttempts(92)
    expect(await kept(name)).toHaveLength(1)
    await forgetOldAttempts(90)
    expect(await kept(name)).toHaveLength(0)
  })
})

import { describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { containMailbox } from './contain'
import { dismissSignals } from './dismiss'
import { watchHabits } from './habits'
import { getSituation, listSignals } from './queries'
import { releaseMailbox } from './release'

const given = async () => givenMailbox(await givenDomain())
const hourMs = 3_600_000

async function givenSignIns(mailboxId: string, result: 'signed_in' | 'wrong', clientAddress: string, at: Date, times = 1) {
  await db().mailSignIn.create({ data: { mailboxId, at, minute: at, times, protocol: 'imap', result, clientAddress } })
}

describe('closing a mailbox in one step', () => {
  it('ends everything that opens it, stops sending, and says how much there was', async () => {
    const mailbox = await given()
    const link = { mailboxId: mailbox.id, tokenHash: unique(), passwordMark: 'x', expiresAt: new Date(Date.now() + hourMs) }
    await db().passwordLink.create({ data: link })
    await db().mailboxForward.create({ data: { mailboxId: mailbox.id, destination: 'drop@elsewhere.test' } })
    await db().mailbox.update({ where: { id: mailbox.id }, data: { recoveryAddress: 'thief@elsewhere.test' } })
    const hash = await db().mailbox.findUniqueOrThrow({ where: { id: mailbox.id }, omit: { passwordHash: false } })
    const outcome = await containMailbox(await asOwner(), mailbox.id, { clearRecovery: true, stopForwards: true })
    expect(outcome.ok).toBe(true)
    const now = await db().mailbox.findUniqueOrThrow({
      where: { id: mailbox.id },
      omit: { passwordHash: false },
      include: { forwards: true },
    })
    expect(now).toMatchObject({ submission: false, passwordSetAt: null, recoveryAddress: null, forwards: [], enabled: true })
    expect(now.passwordHash).not.toBe(hash.passwordHash)
    const { active } = await getSituation(await asOwner(), mailbox.id)
    const done = {
      sessions: 0,
      appPasswords: 0,
      links: 1,
      recoveryAddress: 'thief@elsewhere.test',
      forwards: ['drop@elsewhere.test'],
      filters: 0,
    }
    expect(active).toMatchObject({ done, appliedAt: null, kickedAt: null })
    expect(await db().change.count({ where: { subjectId: mailbox.id, action: 'mailbox.contain' } })).toBe(1)
  })

  it('keeps forwards and the recovery address unless they are to go', async () => {
    const mailbox = await given()
    await db().mailboxForward.create({ data: { mailboxId: mailbox.id, destination: 'home@elsewhere.test' } })
    await containMailbox(await asOwner(), mailbox.id, {})
    expect(await db().mailboxForward.count({ where: { mailboxId: mailbox.id } })).toBe(1)
  })

  it('is done once, and undone once: the mailbox sends again as it could before', async () => {
    const mailbox = await given()
    const owner = await asOwner()
    await containMailbox(owner, mailbox.id, {})
    expect(await containMailbox(owner, mailbox.id, {})).toMatchObject({ ok: false, refusals: [{ code: 'contained_already' }] })
    expect((await releaseMailbox(owner, mailbox.id)).ok).toBe(true)
    expect(await db().mailbox.findUnique({ where: { id: mailbox.id } })).toMatchObject({ submission: true })
    expect(await releaseMailbox(owner, mailbox.id)).toMatchObject({ ok: false, refusals: [{ code: 'not_contained' }] })
  })

  it('does not give back the right to send to a mailbox that never had it', async () => {
    const mailbox = await given()
    await db().mailbox.update({ where: { id: mailbox.id }, data: { submission: false } })
    await containMailbox(await asOwner(), mailbox.id, {})
    await releaseMailbox(await asOwner(), mailbox.id)
    expect(await db().mailbox.findUnique({ where: { id: mailbox.id } })).toMatchObject({ submission: false })
  })

  it('is for who may change the mailbox alone', async () => {
    const mailbox = await given()
    await expect(containMailbox(await givenAdministrator('auditor'), mailbox.id, {})).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await givenAdministrator('domain_admin', [await givenDomain()])
    await expect(containMailbox(stranger, mailbox.id, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(getSituation(stranger, mailbox.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what points to a stranger', () => {
  const signalsOf = async (id: string) => (await listSignals(systemActor('test'))).filter(({ mailbox }) => mailbox.id === id)

  it('is a flood of wrong passwords, not a phone with an old one', async () => {
    const [flooded, phone] = [await given(), await given()]
    const now = new Date()
    await givenSignIns(flooded.id, 'wrong', '203.0.113.5', new Date(now.getTime() - 600_000), 40)
    for (let hour = 1; hour < 400; hour += 1)
      await givenSignIns(phone.id, 'wrong', '203.0.113.6', new Date(now.getTime() - hour * hourMs), 60)
    await givenSignIns(phone.id, 'wrong', '203.0.113.6', new Date(now.getTime() - 600_000), 60)
    await watchHabits(now)
    expect(await signalsOf(flooded.id)).toMatchObject([{ kind: 'failures', values: { failed: 40, clients: 1 } }])
    expect(await signalsOf(phone.id)).toEqual([])
  })

  it('is a day of sign-ins from places that are new, not one journey', async () => {
    const [taken, traveller, young] = [await given(), await given(), await given()]
    const now = new Date()
    const ago = (hours: number) => new Date(now.getTime() - hours * hourMs)
    for (const { id } of [taken, traveller]) await givenSignIns(id, 'signed_in', '192.0.2.7', ago(24 * 20))
    for (const { id } of [taken, young])
      for (const [index, address] of ['203.0.113.1', '198.51.100.2', '2001:db8:5::1'].entries())
        await givenSignIns(id, 'signed_in', address, ago(index + 1))
    await givenSignIns(traveller.id, 'signed_in', '203.0.113.9', ago(2))
    await watchHabits(now)
    expect(await signalsOf(taken.id)).toMatchObject([{ kind: 'places', values: { fresh: 3, usual: 1 } }])
    expect(await signalsOf(traveller.id)).toEqual([])
    expect(await signalsOf(young.id)).toEqual([])
  })

  it('is an hour of sending as none before, not a newsletter that goes out every week', async () => {
    const domain = await givenDomain()
    const [taken, newsletter] = [await givenMailbox(domain), await givenMailbox(domain)]
    const now = new Date()
    const sent = (name: string, count: bigint, hours: number) =>
      db().topCount.create({
        data: {
          ...{ span: 'hour', hostId: domain.hostId, role: 'sender', domain: domain.name, name, count },
          at: new Date(Math.floor(now.getTime() / hourMs - hours) * hourMs),
        },
      })
    for (const { address } of [taken, newsletter]) await sent(address, 400n, 0)
    await sent(taken.address, 12n, 50)
    await sent(newsletter.address, 380n, 24 * 7)
    await watchHabits(now)
    expect(await signalsOf(taken.id)).toMatchObject([{ kind: 'sending', values: { sent: 400, usual: 12 } }])
    expect(await signalsOf(newsletter.id)).toEqual([])
  })

  it('is quiet for a week once somebody looked, and goes when it is over', async () => {
    const mailbox = await given()
    const now = new Date()
    await givenSignIns(mailbox.id, 'wrong', '203.0.113.5', new Date(now.getTime() - 600_000), 40)
    await watchHabits(now)
    expect((await dismissSignals(await asOwner(), mailbox.id)).ok).toBe(true)
    await watchHabits(now)
    expect(await signalsOf(mailbox.id)).toEqual([])
    await watchHabits(new Date(now.getTime() + 8 * 24 * hourMs))
    expect(await db().mailboxSignal.count({ where: { mailboxId: mailbox.id } })).toBe(0)
  })

  it('is shown to who has the domain', async () => {
    const [one, other] = [await givenDomain(), await givenDomain()]
    const mailbox = await givenMailbox(one)
    const now = new Date()
    await givenSignIns(mailbox.id, 'wrong', '203.0.113.5', new Date(now.getTime() - 600_000), 40)
    await watchHabits(now)
    expect(await listSignals(await givenAdministrator('domain_admin', [one]))).toHaveLength(1)
    expect(await listSignals(await givenAdministrator('domain_admin', [other]))).toEqual([])
  })
})

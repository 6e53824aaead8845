import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { unique } from '#lib/db/testing'
import { answerResetRequest, requestReset } from './forgot'
import { givenPerson, messagesTo } from './testing'

const from = (clientAddress: string | null) => ({ clientAddress, locale: 'es' as const })
const network = () => `2001:db8:${unique().slice(0, 4)}:${unique().slice(0, 4)}`
const somewhere = () => from(`${network()}::1`)
const jobsFor = (address: string) =>
  db().$queryRaw<unknown[]>`select 1 from graphile_worker._private_jobs where payload->>'address' = ${address}`

describe('a request for a link', () => {
  it('is answered alike, after the same work, whether there is such a mailbox or not', async () => {
    const { address } = await givenPerson()
    const answers = [address, `nobody-${unique()}@nowhere.test`].map(async (asked) => {
      const answer = await requestReset(somewhere(), { address: asked })
      const counted = await db().requestCount.count({ where: { key: `reset:account:${asked}`, times: 1 } })
      return { answer, counted, jobs: (await jobsFor(asked)).length }
    })
    const [known, unknown] = await Promise.all(answers)
    expect(known).toEqual({ answer: { ok: true, value: null, revision: null }, counted: 1, jobs: 1 })
    expect(unknown).toEqual(known)
  })

  it('of one account is limited, from wherever it comes', async () => {
    const { address } = await givenPerson()
    for (let ask = 0; ask < 3; ask++) expect(await requestReset(somewhere(), { address })).toMatchObject({ ok: true })
    await expect(requestReset(somewhere(), { address: address.toUpperCase() })).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('from one network is limited, for whomever it is', async () => {
    const net = network()
    // Whoever has one address of IPv6 has all of its /64.
    for (let ask = 0; ask < 10; ask++) await requestReset(from(`${net}::${ask}`), { address: `a${ask}-${unique()}@nowhere.test` })
    await expect(requestReset(from(`${net}::ffff`), { address: `b-${unique()}@nowhere.test` })).rejects.toMatchObject({
      code: 'rate_limited',
    })
  })

  it('is limited in all', async () => {
    await db().requestCount.update({ where: { key: 'reset:all' }, data: { times: 500 } })
    await expect(requestReset(somewhere(), { address: `c-${unique()}@nowhere.test` })).rejects.toMatchObject({ code: 'rate_limited' })
    await db().requestCount.delete({ where: { key: 'reset:all' } })
  })

  it('for what is no address is refused', async () => {
    expect(await requestReset(somewhere(), { address: 'not an address' })).toMatchObject({ ok: false, refusals: [{ field: 'address' }] })
  })
})

describe('the answer to it', () => {
  const ask = (address: string) => answerResetRequest({ address, locale: 'es' })

  it('is one message to the recovery address, in the language of the page or of the person', async () => {
    const { address, mailbox, recoveryAddress } = await givenPerson()
    await ask(address)
    await db().mailbox.update({ where: { id: mailbox.id }, data: { locale: 'en' } })
    await ask(address)
    const sent = await messagesTo(recoveryAddress)
    expect(sent).toMatchObject([{ kind: 'reset', mailboxId: mailbox.id, state: 'waiting' }, { kind: 'reset' }])
    expect(sent.map(({ locale }) => locale).sort()).toEqual(['en', 'es'])
  })

  it('is none for who is unknown, disabled, of a disabled domain or without a recovery address', async () => {
    const before = await db().outgoingMessage.count()
    const [disabled, asleep, without] = await Promise.all([givenPerson(), givenPerson(), givenPerson({ recovery: false })])
    await db().mailbox.update({ where: { id: disabled.mailbox.id }, data: { enabled: false } })
    await db().domain.update({ where: { id: asleep.mailbox.domainId }, data: { enabled: false } })
    for (const address of [disabled.address, asleep.address, without.address, 'nobody@nowhere.test']) await ask(address)
    expect(await db().outgoingMessage.count()).toBe(before)
  })

  it('is five an hour to one recovery address at most, however many mailboxes share it', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => givenPerson()))
    const shared = `shared-${unique()}@elsewhere.test`
    await db().mailbox.updateMany({ where: { id: { in: people.map(({ mailbox }) => mailbox.id) } }, data: { recoveryAddress: shared } })
    for (const { address } of people) await ask(address)
    expect(await messagesTo(shared)).toHaveLength(5)
  })
})

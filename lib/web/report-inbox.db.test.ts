import { beforeEach, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost, givenMailbox } from '#lib/db/testing'
import { inboxPasswordOf, readInboxSettings, writeInboxState } from '#lib/received-reports/inbox-settings'
import { ownMailboxes } from '#lib/received-reports/own-mailboxes'
import { changeInbox, chooseInbox } from './report-inbox'

let owner: Awaited<ReturnType<typeof asOwner>>
beforeEach(async () => {
  owner = await asOwner()
})

const version = async () => (await readInboxSettings()).version
async function givenBox(localPart: string) {
  const host = await givenHost({ address: '192.0.2.25' })
  await db().host.update({ where: { id: host.id }, data: { facts: { status: { ports: [143] } } } })
  const domain = await givenDomain({ hostId: host.id })
  await givenMailbox(domain, localPart)
  return { address: `${localPart}@${domain.name}`, host }
}
const passwordsOf = (address: string) => db().appPassword.findMany({ where: { mailbox: { address } } })
async function choose(address: string) {
  const outcome = await chooseInbox(owner, await version(), { address })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.value
}

it('a mailbox here is watched with a password of its own, for reading alone, that nobody sees', async () => {
  const { address } = await givenBox('dmarc')
  const view = await choose(address.toUpperCase())
  const [password, ...others] = await passwordsOf(address)
  expect(others).toEqual([])
  expect(password).toMatchObject({ imap: true, pop3: false, submission: false, sieve: false, kind: 'own' })
  expect(view).toMatchObject({ enabled: true, host: '192.0.2.25', user: address, hasPassword: true, ownMailbox: password?.mailboxId })
  const kept = inboxPasswordOf(await readInboxSettings())
  expect(kept?.length).toBeGreaterThan(15)
  expect(JSON.stringify(view)).not.toContain(kept)
  expect(JSON.stringify((await db().change.findMany({ take: 5, orderBy: { id: 'desc' } })).map(({ after }) => after))).not.toContain(kept)
})

it('how the reading of the former mailbox went is not said of the next, and whoever waits does so for the password on its host', async () => {
  const [first, second] = [await givenBox('dmarc'), await givenBox('tls-reports')]
  await choose(first.address)
  await writeInboxState({ at: new Date().toISOString(), problem: 'sign_in', taken: 3, refused: 1, waiting: 0 })
  expect(await changeInbox(owner, await version(), { days: 100 })).toMatchObject({ value: { state: { taken: 3 } } })
  const outcome = await chooseInbox(owner, await version(), { address: second.address })
  expect(outcome).toMatchObject({ ok: true, value: { state: { at: null, problem: null, taken: 0, refused: 0 } } })
  const change = await db().change.findFirst({ where: { id: BigInt((outcome.ok && outcome.revision) || 0) } })
  expect(change?.domainName).toBe(second.address.split('@')[1])
})

it('it ends as soon as another mailbox is watched, or one with a typed password', async () => {
  const [first, second] = [await givenBox('dmarc'), await givenBox('tls-reports')]
  await choose(first.address)
  await choose(second.address)
  expect([(await passwordsOf(first.address)).length, (await passwordsOf(second.address)).length]).toEqual([0, 1])
  await changeInbox(owner, await version(), { days: 90 })
  expect(await passwordsOf(second.address)).toHaveLength(1)
  const typed = await changeInbox(owner, await version(), { host: 'imap.example', user: 'reports', password: 'typed' })
  expect(typed).toMatchObject({ ok: true, value: { ownMailbox: null } })
  expect(await passwordsOf(second.address)).toEqual([])
})

it('what cannot be watched is refused, and leaves no password behind', async () => {
  const { address } = await givenBox('dmarc')
  const unknown = await chooseInbox(owner, await version(), { address: `nobody-${address}` })
  expect(unknown).toMatchObject({ ok: false, refusals: [{ field: 'address', code: 'no_such_mailbox' }] })
  const stale = await chooseInbox(owner, (await version()) + 7, { address })
  expect(stale).toMatchObject({ ok: false, refusals: [{ code: 'conflict' }] })
  expect(await passwordsOf(address)).toEqual([])
  await expect(chooseInbox(await givenAdministrator('auditor'), await version(), { address })).rejects.toMatchObject({ code: 'forbidden' })
})

it('the list begins with those whose name says what they are for', async () => {
  const { address } = await givenBox('dmarc-in')
  await givenBox('anna')
  const list = await ownMailboxes(owner)
  expect(list.indexOf(address)).toBeLessThan(list.findIndex((one) => one.startsWith('anna@')))
})

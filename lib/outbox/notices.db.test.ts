import { describe, expect, it } from 'vitest'
import { createAppPassword } from '#lib/app-passwords/commands'
import { administratorActor } from '#lib/auth/administrator-actor'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { createSession } from '#lib/auth/sessions'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, unique } from '#lib/db/testing'
import { setMailboxPassword } from '#lib/mailboxes/commands'
import { changeOwnPassword as changeOfMailbox } from '#lib/me/own-password'
import { givenPerson, messagesTo, ownPassword } from '#lib/me/testing'
import { setAdministratorPassword } from '#lib/people/commands'
import { changeOwnPassword } from '#lib/people/own-account'
import { removeSecondFactor } from '#lib/people/second-factor'
import { updateSettings } from '#lib/settings/commands'
import { getSettings } from '#lib/settings/queries'
import { noticeText } from './message-text'

async function givenSender() {
  const owner = await asOwner()
  const { name } = await givenDomain()
  await updateSettings(owner, (await getSettings(owner)).version, { senderAddress: `postern@${name}` })
  return owner
}
const told = async (address: string) => (await messagesTo(address)).map(({ kind, locale, notice }) => ({ kind, locale, notice }))
const about = (what: string, locale: string) => ({ kind: 'notice', locale, notice: expect.objectContaining({ about: what, from: null }) })

describe('who has a mailbox', () => {
  it('is told at the recovery address, in their language, of a new password and an app password, whoever made them', async () => {
    const owner = await givenSender()
    const { actor, mailbox, recoveryAddress } = await givenPerson()
    await db().mailbox.update({ where: { id: mailbox.id }, data: { locale: 'es' } })
    expect((await setMailboxPassword(owner, mailbox.id, { password: `quiet-harbour-${unique()}` })).ok).toBe(true)
    expect((await createAppPassword(owner, mailbox.id, { name: 'telephone', imap: true })).ok).toBe(true)
    expect(await told(recoveryAddress)).toEqual(expect.arrayContaining([about('password', 'es'), about('app-password', 'es')]))
    expect(await told(recoveryAddress)).toHaveLength(2)
    // Refused, so nothing happened and nothing is told.
    await changeOfMailbox(actor, '00000000-0000-7000-8000-000000000000', { currentPassword: 'wrong', password: `another-${unique()}` })
    expect(await told(recoveryAddress)).toHaveLength(2)
  })

  it('without a recovery address is told nowhere, and the change is made', async () => {
    const owner = await givenSender()
    const before = await db().outgoingMessage.count()
    const { mailbox } = await givenPerson({ recovery: false })
    expect((await setMailboxPassword(owner, mailbox.id, { password: ownPassword })).ok).toBe(true)
    expect(await db().outgoingMessage.count()).toBe(before)
  })
})

// Three hashes of 64 MiB and the dictionaries of weak passwords.
describe('an administrator', { timeout: 120_000 }, () => {
  it('is told at their own address of a new password and a lost second factor', async () => {
    const owner = await givenSender()
    const { id, name } = await givenAdministrator('admin')
    const address = `${name}@example.test`
    const old = `quiet-harbour-${unique()}`
    await db().administrator.update({
      where: { id },
      data: { passwordHash: await hashAdministratorPassword(old), totpSince: new Date(), locale: 'en' },
    })
    const actor = await administratorActor({ id, name, role: 'admin' }, 'ui')
    const here = await createSession(id, { clientAddress: null, userAgent: null })
    expect((await changeOwnPassword(actor, here, { currentPassword: old, password: `another-harbour-${unique()}` })).ok).toBe(true)
    expect((await setAdministratorPassword(owner, id, { password: `third-harbour-${unique()}` })).ok).toBe(true)
    expect((await removeSecondFactor(owner, id)).ok).toBe(true)
    const expected = [about('password', 'en'), about('password', 'en'), about('second-factor-removed', 'en')]
    expect(await told(address)).toEqual(expect.arrayContaining(expected))
    expect(await told(address)).toHaveLength(3)
  })
})

it('nothing waits for a sender that there is not', async () => {
  const owner = await asOwner()
  await updateSettings(owner, (await getSettings(owner)).version, { senderAddress: '' })
  const { mailbox, recoveryAddress } = await givenPerson()
  expect((await setMailboxPassword(owner, mailbox.id, { password: ownPassword })).ok).toBe(true)
  expect(await told(recoveryAddress)).toEqual([])
})

it('a notice says what, of whom, when and from where', () => {
  const values = { address: 'ana@example.test', at: '2026-11-21T15:00:00.000Z', from: '192.0.2.7', link: 'https://panel.example/forgot' }
  const english = noticeText('en', { ...values, about: 'app-password' })
  expect(english.subject).toBe('An app password for ana@example.test was made')
  expect(JSON.stringify(english.blocks)).toMatch(/November 21, 2026.*3:00:00.*UTC.*192\.0\.2\.7/)
  const spanish = noticeText('es', { ...values, about: 'second-factor', from: null })
  expect(JSON.stringify(spanish.blocks)).toMatch(/21 de noviembre de 2026/)
  expect(JSON.stringify(spanish.blocks)).not.toContain('Desde')
})

import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { createMailbox } from './commands'
import { inviteMailbox } from './invite-mailbox'

const recovery = () => `home-${unique()}@elsewhere.test`
const messagesTo = (recipient: string) => db().outgoingMessage.findMany({ where: { recipient } })

describe('an invitation', () => {
  it('makes a mailbox with no password that anybody knows, and one message', async () => {
    const { name } = await givenDomain()
    const recoveryAddress = recovery()
    const made = await createMailbox(await asOwner(), { address: `ann@${name}`, invite: true, recoveryAddress })
    expect(made).toMatchObject({ ok: true, value: { generatedPassword: null, passwordSetAt: null, recoveryProvedAt: null } })
    expect(await messagesTo(recoveryAddress)).toMatchObject([{ kind: 'invitation', locale: 'en', state: 'waiting' }])
  })

  it('speaks the language for newcomers', async () => {
    await db().setting.upsert({
      where: { key: 'panel' },
      create: { key: 'panel', value: { defaultLocale: 'es' } },
      update: { value: { defaultLocale: 'es' } },
    })
    const { name } = await givenDomain()
    const recoveryAddress = recovery()
    await createMailbox(await asOwner(), { address: `ann@${name}`, invite: true, recoveryAddress })
    expect(await messagesTo(recoveryAddress)).toMatchObject([{ locale: 'es' }])
    await db().setting.delete({ where: { key: 'panel' } })
  })

  it('without an address to go to, or beside a password, is refused', async () => {
    const { name } = await givenDomain()
    const refused = await createMailbox(await asOwner(), { address: `ann@${name}`, invite: true, password: 'correct horse battery' })
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'invite_needs_recovery' }, { code: 'invite_or_password' }] })
    expect(await db().mailbox.count({ where: { address: `ann@${name}` } })).toBe(0)
  })

  it('is sent again when an administrator says so, leaves the password as it is, and stands in the audit', async () => {
    const mailbox = await givenMailbox(await givenDomain())
    const recoveryAddress = recovery()
    await db().mailbox.update({ where: { id: mailbox.id }, data: { recoveryAddress } })
    const owner = await asOwner()
    expect(await inviteMailbox(owner, mailbox.id)).toMatchObject({ ok: true, value: { sentTo: recoveryAddress } })
    const [entry] = await db().change.findMany({ where: { subjectId: mailbox.id } })
    expect(entry).toMatchObject({ action: 'mailbox.invite', actorId: owner.id, after: { sentTo: recoveryAddress } })
    await expect(inviteMailbox(await givenAdministrator('auditor'), mailbox.id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('to a mailbox that is disabled or has no recovery address is refused', async () => {
    const mailbox = await givenMailbox(await givenDomain())
    expect(await inviteMailbox(await asOwner(), mailbox.id)).toMatchObject({ ok: false, refusals: [{ code: 'invite_needs_recovery' }] })
    await db().mailbox.update({ where: { id: mailbox.id }, data: { recoveryAddress: recovery(), enabled: false } })
    expect(await inviteMailbox(await asOwner(), mailbox.id)).toMatchObject({ ok: false, refusals: [{ code: 'invite_disabled' }] })
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/actor'
import { systemActor } from '#lib/auth/actor'
import { desiredDomains } from '#lib/changes/desired-state'
import { db } from '#lib/db/client'
import { givenAdministrator } from '#lib/db/testing'
import { givenPerson, ownPassword } from '#lib/me/testing'
import { createAppPassword, createOwnAppPassword, openWebmail, revokeAppPassword, revokeAppPasswords } from './commands'
import { expireAppPasswords } from './expire-app-passwords'
import { listAppPasswords, listWebmailVisits } from './queries'

let owner: Actor
let auditor: Actor
beforeAll(async () => {
  owner = await givenAdministrator('owner')
  auditor = await givenAdministrator('auditor')
})
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

async function wantedOf(mailboxId: string) {
  const { domain, localPart } = await db().mailbox.findUniqueOrThrow({ where: { id: mailboxId }, include: { domain: true } })
  const [desired] = await desiredDomains(domain.hostId, [domain.name])
  const state = desired?.state()
  if (state?.kind !== 'hosted') throw new Error('no such domain')
  return state.mailboxes.find((mailbox) => mailbox.localPart === localPart)?.appPasswords ?? []
}

describe('an app password', () => {
  it('is made by its person with the password of the mailbox, shown once, and wanted on the host', async () => {
    const { actor } = await givenPerson()
    const wrong = await createOwnAppPassword(actor, { name: 'Phone', currentPassword: 'not the password' })
    expect(wrong).toMatchObject({ ok: false, refusals: [{ code: 'password_wrong', field: 'currentPassword' }] })
    const made = await createOwnAppPassword(actor, { name: 'Phone', currentPassword: ownPassword, networks: '192.0.2.0/24, 2001:DB8::1' })
    if (!made.ok) throw new Error('refused')
    expect(made.value.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    expect(await wantedOf(actor.id)).toMatchObject([
      {
        mark: made.value.id.replaceAll('-', ''),
        protocols: { imap: true, pop3: false, submission: true, sieve: false },
        networks: ['192.0.2.0/24', '2001:db8::1'],
        expiresAt: null,
      },
    ])
    const rows = await listAppPasswords(actor, actor.id)
    expect(rows).toMatchObject([{ name: 'Phone', expired: false, lastUsed: null }])
    expect(JSON.stringify(rows)).not.toContain(made.value.password)
    const [change] = await db().change.findMany({ where: { subjectId: actor.id }, orderBy: { id: 'desc' }, take: 1 })
    expect(change).toMatchObject({ action: 'mailbox.app-password-create', actorKind: 'mailbox' })
    expect(JSON.stringify(change, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(made.value.password)
  })

  it('names every mistake at once', async () => {
    const { actor } = await givenPerson()
    const none = await createAppPassword(owner, actor.id, { name: 'x', imap: false, submission: false, expiresAt: '2020-01-01' })
    expect(none).toMatchObject({ ok: false, refusals: [{ code: 'no_protocol' }, { code: 'expiry_past' }] })
    const network = await createAppPassword(owner, actor.id, { name: 'x', networks: ['192.0.2.0/33', 'localhost'] })
    expect(network).toMatchObject({ ok: false, refusals: [{ code: 'invalid_network' }, { code: 'invalid_network' }] })
  })

  it('is nobody else’s to make, see or revoke', async () => {
    const [{ actor: mine }, { actor: other }] = [await givenPerson(), await givenPerson()]
    await expect(createAppPassword(other, mine.id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listAppPasswords(other, mine.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createAppPassword(auditor, mine.id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    const made = await createAppPassword(owner, mine.id, { name: 'x' })
    if (!made.ok) throw new Error('refused')
    await expect(revokeAppPassword(other, mine.id, made.value.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(revokeAppPassword(other, other.id, made.value.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await revokeAppPassword(mine, mine.id, made.value.id)).toMatchObject({ ok: true })
    expect(await wantedOf(mine.id)).toEqual([])
  })

  it('leaves the host when its time is over, and is still seen', async () => {
    const { actor } = await givenPerson()
    const made = await createAppPassword(owner, actor.id, { name: 'Short', expiresAt: inAnHour() })
    if (!made.ok) throw new Error('refused')
    expect(await wantedOf(actor.id)).toHaveLength(1)
    await db().appPassword.update({ where: { id: made.value.id }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await wantedOf(actor.id)).toEqual([])
    while ((await expireAppPasswords(systemActor('expiry'))) > 0);
    expect(await listAppPasswords(owner, actor.id)).toMatchObject([{ name: 'Short', expired: true }])
    expect(await db().change.count({ where: { subjectId: actor.id, action: 'mailbox.app-password-expire' } })).toBe(1)
  })

  it('cannot be made without end', async () => {
    const { actor } = await givenPerson()
    await db().appPassword.createMany({
      data: Array.from({ length: 50 }, (_, index) => ({
        mailboxId: actor.id,
        name: `n${index}`,
        selector: index.toString(16).padStart(8, '0'),
        secretHash: `{SSHA256}${'a'.repeat(64)}`,
        ...{ imap: true, pop3: false, submission: false, sieve: false },
      })),
    })
    expect(await createAppPassword(owner, actor.id, { name: 'more' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'too_many_app_passwords' }],
    })
    expect(await revokeAppPasswords(owner, actor.id)).toMatchObject({ ok: true, value: { revoked: 50 } })
    expect(await wantedOf(actor.id)).toEqual([])
  })
})

describe('a visit to the webmail', () => {
  it('is no app password to its person, is bound to the webmail, and the oldest of many ends', async () => {
    const { actor } = await givenPerson()
    for (let visit = 0; visit < 11; visit++)
      expect((await openWebmail(actor, actor.id, { networks: ['198.51.100.9'], minutes: 60 })).ok).toBe(true)
    expect(await listAppPasswords(actor, actor.id)).toEqual([])
    expect(await listWebmailVisits(actor, actor.id)).toHaveLength(10)
    const wanted = await wantedOf(actor.id)
    expect(wanted).toHaveLength(10)
    expect(wanted[0]).toMatchObject({ networks: ['198.51.100.9'], protocols: { imap: true, pop3: false, submission: true, sieve: true } })
  })
})

import { TOTP } from 'otpauth'
import { beforeEach, describe, expect, it } from 'vitest'
import { putAwayMailboxes } from '#lib/addresses/put-away'
import { type AdministratorActor, systemActor } from '#lib/auth/actor'
import { newTotpSecret, sealedTotpStep, sealTotp } from '#lib/auth/totp'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import { createMailbox } from '#lib/mailboxes/commands'
import type { Outcome } from '#lib/outcome'
import { purgeArchived, restoreMailbox, retryArchived } from './commands'
import { archiveMailboxJob, purgeDueArchives } from './jobs'
import { getArchived, listArchived } from './queries'

let owner: AdministratorActor
let domain: Awaited<ReturnType<typeof givenDomain>>
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  domain = await givenDomain({ name: 'example.test' })
})

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))

/** A deleted mailbox as the command leaves it, with a forward that was agreed to, a filter, a tag and a grant. */
async function givenArchived(state: 'archiving' | 'kept' = 'kept') {
  const mailbox = await givenMailbox(domain, 'alice')
  await givenMailbox(domain, 'bob')
  await db().mailbox.update({
    where: { id: mailbox.id },
    data: {
      ...{ tags: ['vip'], note: 'n', forwards: { create: { destination: 'x@foreign.example' } } },
      rules: { create: { filters: [{ name: 'kept' }], version: 4 } },
      forwardTargets: { create: { address: 'x@foreign.example', confirmedAt: new Date(), forwardAll: true } },
    },
  })
  for (const sender of ['bob@example.test', '@example.test', 'gone@example.test']) {
    await db().sendAsGrant.create({ data: { mailboxId: mailbox.id, sender, domainName: 'example.test' } })
  }
  await recordChange(owner, 'mailbox.write', async (tx) => {
    const { domains } = await putAwayMailboxes(tx, [mailbox.id])
    return {
      value: null,
      entries: [{ action: 'mailbox.delete', subjectKind: 'mailbox', subjectId: mailbox.id, subjectName: mailbox.address }],
      domains,
    }
  })
  const [archived] = await db().archivedMailbox.findMany()
  if (!archived) throw new Error('nothing was archived')
  if (state === 'kept') await db().archivedMailbox.update({ where: { id: archived.id }, data: { state, bytes: 5n, messages: 1 } })
  return archived
}

/** The id under which it is back. */
async function deleteAndRestore(mailbox: { id: string; address: string }): Promise<string> {
  await recordChange(owner, 'mailbox.write', async (tx) => {
    const { domains } = await putAwayMailboxes(tx, [mailbox.id])
    const entry = { action: 'mailbox.delete', subjectKind: 'mailbox', subjectId: mailbox.id, subjectName: mailbox.address }
    return { value: null, entries: [entry], domains }
  })
  const archived = await db().archivedMailbox.findFirstOrThrow()
  await db().archivedMailbox.update({ where: { id: archived.id }, data: { state: 'kept', bytes: 5n, messages: 1 } })
  const restored = await restoreMailbox(owner, archived.id)
  if (!restored.ok) throw new Error(codes(restored))
  return restored.value.mailboxId
}

const jobs = (archiveId: string) => db().$queryRaw<{ task: string }[]>`
  select task_identifier as task from graphile_worker.jobs where key = ${`archive:${archiveId}`}`

describe('the mail of a deleted mailbox', () => {
  it('comes back with what its person must do, has proved and has chosen', async () => {
    const mailbox = await givenMailbox(domain, 'alice')
    const proved = new Date('2026-05-01T10:00:00.000Z')
    const said = {
      passwordMustChange: true,
      recoveryAddress: 'a@elsewhere.test',
      recoveryProvedAt: proved,
      locale: 'es',
      appPasswordsOnly: true,
    }
    await db().mailbox.update({ where: { id: mailbox.id }, data: { ...said, passwordSetAt: null } })
    await deleteAndRestore(mailbox)
    const row = await db().mailbox.findUniqueOrThrow({ where: { address: mailbox.address } })
    expect(row).toMatchObject({ ...said, passwordSetAt: null })
  })

  it('is opened by the codes and app passwords of before, and not without them', async () => {
    const mailbox = await givenMailbox(domain, 'alice')
    const secret = newTotpSecret()
    await db().mailbox.update({
      where: { id: mailbox.id },
      data: {
        ...{ totpSealed: sealTotp(secret, `mailbox:${mailbox.id}`), totpStep: 7, totpSince: new Date('2026-05-01T10:00:00.000Z') },
        recoveryCodes: { create: { codeHash: 'of a code' } },
      },
    })
    const telephone = { name: 'Telephone', selector: '0a1b2c3d', secretHash: `{SSHA256}${'a'.repeat(64)}`, networks: ['192.0.2.0/24'] }
    const opens = { imap: true, pop3: false, submission: true, sieve: false }
    const ends = new Date('2038-01-01T00:00:00.000Z')
    await db().appPassword.create({ data: { ...telephone, ...opens, mailboxId: mailbox.id, expiresAt: ends } })
    await db().appPassword.create({ data: { ...telephone, ...opens, selector: '0a1b2c3e', mailboxId: mailbox.id, expiredAt: new Date() } })
    const id = await deleteAndRestore(mailbox)
    expect(await db().appPassword.findMany({ where: { mailboxId: id }, omit: { secretHash: false } })).toMatchObject([
      { ...telephone, ...opens, expiresAt: ends },
    ])
    expect(await db().mailboxRecoveryCode.findMany()).toMatchObject([{ mailboxId: id, codeHash: 'of a code' }])
    const back = await db().mailbox.findUniqueOrThrow({ where: { id }, omit: { totpSealed: false } })
    expect(back).toMatchObject({ totpStep: 7, totpSince: new Date('2026-05-01T10:00:00.000Z') })
    expect(sealedTotpStep(back.totpSealed ?? '', `mailbox:${id}`, new TOTP({ secret }).generate())).not.toBeNull()
  })

  it('is listed without the password that the mailbox had', async () => {
    await givenArchived()
    const { rows } = await listArchived(owner)
    expect(rows).toMatchObject([{ address: 'alice@example.test', state: 'kept', bytes: 5, messages: 1 }])
    expect(JSON.stringify(rows)).not.toMatch(/CRYPT|snapshot/)
  })

  it('comes back with its forwards, tags, password and the grants that still mean something', async () => {
    const archived = await givenArchived()
    const outcome = await restoreMailbox(owner, archived.id)
    expect(codes(outcome)).toBe('saved')
    const row = await db().mailbox.findUniqueOrThrow({
      where: { address: 'alice@example.test' },
      omit: { passwordHash: false },
      include: { forwards: true, sendAs: true, rules: true, forwardTargets: true },
    })
    expect(row).toMatchObject({
      tags: ['vip'],
      note: 'n',
      passwordHash: '{SHA512-CRYPT}$6$none$none',
      forwards: [{ destination: 'x@foreign.example' }],
      rules: { vacation: null, filters: [{ name: 'kept' }] },
      forwardTargets: [{ address: 'x@foreign.example', confirmedAt: expect.any(Date), forwardAll: true }],
    })
    expect(row.sendAs.map((grant) => grant.sender).toSorted()).toEqual(['@example.test', 'bob@example.test'])
    expect(await db().domain.findFirstOrThrow()).toMatchObject({ mailboxCount: 2 })
    expect((await getArchived(owner, archived.id)).state).toBe('restoring')
    expect((await jobs(archived.id)).map((job) => job.task)).toEqual(['restore-mailbox'])
    expect(codes(await restoreMailbox(owner, archived.id))).toBe('archive_not_ready')
  })

  it('does not come back over something that has its address', async () => {
    const archived = await givenArchived()
    await givenMailbox(domain, 'alice')
    expect(codes(await restoreMailbox(owner, archived.id))).toBe('mailbox_exists')
    expect((await getArchived(owner, archived.id)).state).toBe('kept')
  })

  it('comes back for one of two who want it at once', async () => {
    const archived = await givenArchived()
    const outcomes = await Promise.all([restoreMailbox(owner, archived.id), restoreMailbox(owner, archived.id)])
    expect(outcomes.map(codes).toSorted()).toEqual(['archive_not_ready', 'saved'])
  })

  it('is not moved before the host has applied the deletion', async () => {
    const archived = await givenArchived('archiving')
    await archiveMailboxJob(archived.id)
    expect((await getArchived(owner, archived.id)).state).toBe('archiving')
    expect((await jobs(archived.id)).map((job) => job.task)).toEqual(['archive-mailbox'])
  })

  it('of a host that does not answer stays and is asked for again later', async () => {
    const archived = await givenArchived('archiving')
    await db().domainApply.updateMany({ data: { appliedRevision: 1_000_000n } })
    await archiveMailboxJob(archived.id)
    const view = await getArchived(owner, archived.id)
    expect(view.errorCode).toMatch(/^host_/)
    expect(view.state).toBe('archiving')
    expect((await jobs(archived.id)).map((job) => job.task)).toEqual(['archive-mailbox'])
  })

  it('that the host refused to move keeps its address taken until it is moved, and is tried again when somebody says so', async () => {
    const archived = await givenArchived('archiving')
    await db().archivedMailbox.update({ where: { id: archived.id }, data: { state: 'failed', errorCode: 'agent_protocol' } })
    expect(codes(await createMailbox(owner, { address: 'alice@example.test' }))).toBe('mailbox_being_archived')
    expect(codes(await purgeArchived(owner, archived.id))).toBe('archive_not_ready')
    expect(await retryArchived(owner, archived.id)).toMatchObject({ ok: true, value: { state: 'archiving', errorCode: null } })
    expect(codes(await retryArchived(owner, archived.id))).toBe('archive_not_ready')
  })

  it('can be ended before its time; what is not due stays', async () => {
    const archived = await givenArchived()
    expect(await purgeDueArchives(systemActor('purge'))).toBe(0)
    const ended = await purgeArchived(owner, archived.id)
    expect(ended).toMatchObject({ ok: true, value: { state: 'kept' } })
    expect(new Date((await getArchived(owner, archived.id)).purgeAfter).getTime()).toBeLessThanOrEqual(Date.now())
  })
})

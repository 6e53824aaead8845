import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner } from '#lib/db/testing'
import { givenPerson } from '#lib/me/testing'
import type { SignIn } from '#lib/protocol/operations'
import { listMailSignIns } from './queries'
import { saveSignIns } from './read-sign-ins'

const at = '2026-11-21T10:00:12.345Z'
const later = '2026-11-21T10:00:50.000Z'

async function given(parts: { appPasswordsOnly?: boolean } = {}) {
  const { actor, address } = await givenPerson()
  const mailbox = await db().mailbox.update({ where: { id: actor.id }, data: parts, include: { domain: true } })
  const appPassword = (name: string, networks: string[] = []) =>
    db().appPassword.create({
      data: {
        ...{ mailboxId: actor.id, name, networks, selector: randomUUID().slice(0, 8), secretHash: `{SSHA256}${'a'.repeat(64)}` },
        ...{ imap: true, pop3: false, submission: true, sieve: false, createdAt: new Date('2026-11-01') },
      },
    })
  const save = (...signIns: Partial<SignIn>[]) =>
    db().$transaction((tx) =>
      saveSignIns(
        tx,
        mailbox.domain.hostId,
        signIns.map((parts) => ({
          ...{ at, protocol: 'imap', result: 'signed_in', login: address, clientAddress: '192.0.2.7', appPassword: null },
          ...parts,
        })),
      ),
    )
  const rows = async () => (await listMailSignIns(actor, actor.id)).rows
  return { actor, address, appPassword, save, rows }
}

const markOf = ({ id }: { id: string }) => id.replaceAll('-', '')

describe('sign-ins of mail programs', () => {
  it('are one row a minute, the name as the mailbox writes it, and tell when an app password was used last', async () => {
    const { address, appPassword, save, rows } = await given()
    const phone = await appPassword('Phone')
    await save({ appPassword: markOf(phone), login: address.toUpperCase() }, { appPassword: markOf(phone), at: later }, { result: 'wrong' })
    await save({ appPassword: markOf(phone), at: '2026-11-21T10:00:30.000Z' })
    expect(await rows()).toMatchObject([
      { result: 'signed_in', times: 3, at: later, appPassword: 'Phone', clientAddress: '192.0.2.7' },
      { result: 'wrong', times: 1, appPassword: null },
    ])
    const used = await db().appPassword.findUniqueOrThrow({ where: { id: phone.id } })
    expect(used).toMatchObject({ lastUsedAt: new Date(later), lastProtocol: 'imap', lastAddress: '192.0.2.7' })
  })

  it('of sending are those of an app password only where it can have been no other', async () => {
    const free = await given()
    await free.appPassword('One')
    await free.save({ protocol: 'submission' })
    expect(await free.rows()).toMatchObject([{ appPassword: null }])
    const bound = await given({ appPasswordsOnly: true })
    await bound.appPassword('Office', ['192.0.2.0/24'])
    await bound.appPassword('Home', ['198.51.100.0/24'])
    await bound.save({ protocol: 'submission' }, { protocol: 'submission', clientAddress: '203.0.113.1' })
    expect((await bound.rows()).map(({ appPassword }) => appPassword).toSorted()).toEqual(['Office', null])
  })

  it('of a revoked app password are not taken for the password of the mailbox', async () => {
    const { save, rows } = await given()
    await save({ appPassword: randomUUID().replaceAll('-', '') })
    expect(await rows()).toMatchObject([{ appPassword: '' }])
  })

  it('of names that no mailbox has are not kept, nor those that another host tells of a mailbox', async () => {
    const { address, save, rows } = await given()
    await save({ login: `x${address}` }, { login: "a'; drop table" })
    const other = await given()
    await other.save({ login: address })
    expect(await rows()).toEqual([])
    expect((await listMailSignIns(await asOwner(), other.actor.id)).rows).toEqual([])
  })
})

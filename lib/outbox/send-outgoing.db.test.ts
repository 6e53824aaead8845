import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import { givenPerson } from '#lib/me/testing'
import { updateSettings } from '#lib/settings/commands'
import { getSettings } from '#lib/settings/queries'
import { listOutgoing } from './queries'
import { queueMessage } from './queue-message'
import { sendOutgoing } from './send-outgoing'

/** Port 9 of this computer: nothing answers there. */
async function givenSender() {
  const owner = await asOwner()
  const { name } = await givenDomain()
  const { version } = await getSettings(owner)
  expect(await updateSettings(owner, version, { senderAddress: `postern@${name}` })).toMatchObject({ ok: true })
  return owner
}
const stateOf = (id: string) => db().outgoingMessage.findUnique({ where: { id } })

describe('a message of the panel', () => {
  it('waits and says why while the host does not take it, and is given up in the end', async () => {
    const owner = await givenSender()
    const { mailbox, recoveryAddress } = await givenPerson()
    const id = await queueMessage(db(), { kind: 'reset', recipient: recoveryAddress, locale: 'en', mailboxId: mailbox.id })
    await sendOutgoing(id)
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', attempts: 1 })
    const [job] = await db().$queryRaw<
      { later: boolean }[]
    >`select run_at > now() as later from graphile_worker.jobs where key = ${`message:${id}`}`
    expect(job).toEqual({ later: true })
    await db().outgoingMessage.update({ where: { id }, data: { attempts: 7 } })
    await sendOutgoing(id)
    expect(await stateOf(id)).toMatchObject({ state: 'failed', attempts: 8 })
    expect((await listOutgoing(owner)).find((row) => row.id === id)).toMatchObject({
      state: 'failed',
      mailbox: { address: mailbox.address },
    })
    // Each attempt made a link of its own; none of them is in the row.
    expect(await db().passwordLink.count({ where: { mailboxId: mailbox.id } })).toBe(2)
  })

  it('is given up at once while there is no sender', async () => {
    const owner = await asOwner()
    await updateSettings(owner, (await getSettings(owner)).version, { senderAddress: '' })
    const id = await queueMessage(db(), { kind: 'test', recipient: 'ann@elsewhere.test', locale: 'en' })
    await sendOutgoing(id)
    expect(await stateOf(id)).toMatchObject({ state: 'failed', errorCode: 'sender_missing' })
  })

  it('to an address that is not the recovery address any more is not sent', async () => {
    await givenSender()
    const { mailbox } = await givenPerson()
    const id = await queueMessage(db(), { kind: 'reset', recipient: 'former@elsewhere.test', locale: 'en', mailboxId: mailbox.id })
    await sendOutgoing(id)
    expect([await stateOf(id), await db().passwordLink.count({ where: { mailboxId: mailbox.id } })]).toEqual([null, 0])
  })

  it('is seen by administrators alone', async () => {
    await expect(listOutgoing(await givenAdministrator('domain_admin'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the sender', () => {
  it.each(['postern@elsewhere.test', 'no address', 'a@b@c.test', '-f@x.test'])('is not %j', async (senderAddress) => {
    const owner = await asOwner()
    expect(await updateSettings(owner, (await getSettings(owner)).version, { senderAddress })).toMatchObject({ ok: false })
  })

  it.each(['"x" <a@b.test>', 'a\r\nBcc: eve@other.test', 'a@b', ''])('has no name like %j', async (panelName) => {
    const owner = await asOwner()
    expect(await updateSettings(owner, (await getSettings(owner)).version, { panelName })).toMatchObject({ ok: false })
  })
})

import { describe, expect, it } from 'vitest'
import { makePasswordLink } from '#lib/auth/password-link'
import { codeTriesMax, makeAddressCode } from '#lib/auth/recovery-address-code'
import { db } from '#lib/db/client'
import { asOwner, unique } from '#lib/db/testing'
import { updateMailbox } from '#lib/mailboxes/update-mailbox'
import { getOwnMailbox } from './own-mailbox'
import { proveRecovery, removeRecovery, startRecovery } from './own-recovery'
import { givenPerson, hashOf, messagesTo, ownPassword } from './testing'

async function givenCode(person: Awaited<ReturnType<typeof givenPerson>>, address = `new-${unique()}@elsewhere.test`) {
  const started = await startRecovery(person.actor, 'es', { address, currentPassword: ownPassword })
  return { started, address, code: (await makeAddressCode(person.actor.id, address)) ?? '' }
}
const wrongOf = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
const recoveryOf = async (id: string) => (await db().mailbox.findUniqueOrThrow({ where: { id } })).recoveryAddress

describe('a recovery address', () => {
  it('counts when the code that was mailed there is typed, and not before', async () => {
    const person = await givenPerson()
    const { started, address, code } = await givenCode(person)
    expect(started).toMatchObject({ ok: true, value: { sentTo: address } })
    expect(await messagesTo(address)).toMatchObject([{ kind: 'code', locale: 'es' }])
    expect(await recoveryOf(person.actor.id)).toBe(person.recoveryAddress)
    expect(await getOwnMailbox(person.actor)).toMatchObject({ codeSentTo: address })
    expect(await proveRecovery(person.actor, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).toMatchObject({ ok: true })
    expect(await recoveryOf(person.actor.id)).toBe(address)
    const { recovery, codeSentTo } = await getOwnMailbox(person.actor)
    expect(recovery?.provedAt).not.toBeNull()
    expect(recovery?.masked).not.toContain(address.slice(2, 8))
    expect(codeSentTo).toBeNull()
    const entries = await db().change.findMany({ where: { subjectId: person.actor.id, action: 'mailbox.recovery' } })
    expect(entries).toMatchObject([{ actorKind: 'mailbox', after: { recoveryAddress: address, proved: true } }])
  })

  it('bears five tries, also when they come at once', async () => {
    const person = await givenPerson()
    const { code } = await givenCode(person)
    const tries = await Promise.all(Array.from({ length: 20 }, () => proveRecovery(person.actor, { code: wrongOf(code) })))
    const codes = tries.map((outcome) => (outcome.ok ? 'right' : outcome.refusals[0]?.code))
    expect(codes.filter((word) => word === 'code_wrong')).toHaveLength(codeTriesMax)
    expect(await proveRecovery(person.actor, { code })).toMatchObject({ ok: false, refusals: [{ code: 'code_over' }] })
  })

  it('has a code for ten minutes, and only the last one', async () => {
    const person = await givenPerson()
    const first = await givenCode(person)
    const second = await givenCode(person)
    expect(await proveRecovery(person.actor, { code: first.code === second.code ? wrongOf(first.code) : first.code })).toMatchObject({
      ok: false,
    })
    await db().recoveryAddressCode.update({ where: { mailboxId: person.actor.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await proveRecovery(person.actor, { code: second.code })).toMatchObject({ ok: false, refusals: [{ code: 'code_over' }] })
  })

  it('is not proved by the code of somebody else', async () => {
    const [one, other] = [await givenPerson(), await givenPerson()]
    const { code } = await givenCode(one)
    await givenCode(other)
    expect(await proveRecovery(other.actor, { code })).toMatchObject({ ok: false })
  })

  it('is not changed without the password, nor to the mailbox itself', async () => {
    const { actor, address } = await givenPerson()
    const refused = await startRecovery(actor, 'en', { address, currentPassword: 'not it' })
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'recovery_is_own' }, { code: 'password_wrong' }] })
    expect(await removeRecovery(actor, { currentPassword: 'not it' })).toMatchObject({ ok: false })
  })

  it('is asked for five codes an hour at most', async () => {
    const person = await givenPerson()
    for (let round = 0; round < 5; round++) await givenCode(person)
    await expect(givenCode(person)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('that is removed or replaced takes the links with it that were mailed there', async () => {
    const person = await givenPerson()
    const links = () => db().passwordLink.count({ where: { mailboxId: person.actor.id } })
    await makePasswordLink({ id: person.actor.id, passwordHash: await hashOf(person.actor.id) }, 15)
    expect(await removeRecovery(person.actor, { currentPassword: ownPassword })).toMatchObject({ ok: true })
    expect([await recoveryOf(person.actor.id), await links()]).toEqual([null, 0])
  })

  it('that an administrator sets is not called proved', async () => {
    const person = await givenPerson()
    const { code } = await givenCode(person)
    await proveRecovery(person.actor, { code })
    const { version } = await db().mailbox.findUniqueOrThrow({ where: { id: person.actor.id } })
    const saved = await updateMailbox(await asOwner(), person.actor.id, version, { recoveryAddress: 'other@elsewhere.test' })
    expect(saved).toMatchObject({ ok: true, value: { recoveryProvedAt: null } })
  })
})

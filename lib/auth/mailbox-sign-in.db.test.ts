import { describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { givenPerson, ownPassword, signInAs } from '#lib/me/testing'
import { endMailboxSessions, findMailboxSession } from './mailbox-sessions'
import { signInToMailbox } from './mailbox-sign-in'
import { may, permissions } from './permissions'
import { signIn } from './sign-in'

const from = (clientAddress: string) => ({ clientAddress, userAgent: 'Firefox' })

describe('a sign-in with a mailbox', () => {
  it('takes its address in any case and its password, and is nobody’s sign-in to the panel', async () => {
    const { address, actor } = await givenPerson()
    const secret = await signInAs(` ${address.toUpperCase()} `)
    expect(await findMailboxSession(secret ?? '')).toMatchObject({ id: actor.id, address })
    expect(await signIn({ address, password: ownPassword, clientAddress: null, userAgent: null })).toBeNull()
  })

  it('says nothing of a failure, and no refusal comes before the pause that is the same for all', async () => {
    const { address, actor } = await givenPerson()
    const time = async (who: string) => {
      const begin = performance.now()
      expect(await signInAs(who, 'not the password')).toBeNull()
      return performance.now() - begin
    }
    const times = [await time(address), await time('nobody@nowhere.test')]
    await db().mailbox.update({ where: { id: actor.id }, data: { enabled: false } })
    expect(await signInAs(address)).toBeNull()
    times.push(await time(address))
    // Longer than any hash takes; a timer may fire a millisecond early.
    for (const one of times) expect(one).toBeGreaterThan(595)
  })

  it('is limited by account, and the administrators’ own door is not', async () => {
    const { address } = await givenPerson()
    await expect(Promise.all(Array.from({ length: 12 }, (_, guess) => signInAs(address, `guess ${guess}`)))).rejects.toMatchObject({
      code: 'rate_limited',
    })
    expect(await db().signInGuess.findMany({ where: { key: `account:${address}` } })).toEqual([])
  })

  it('from an address that tries many accounts is limited', async () => {
    const { address } = await givenPerson()
    const here = from('198.51.100.77')
    const others = Array.from({ length: 21 }, (_, index) => signInToMailbox({ address: `a${index}@nowhere.test`, password: 'x', ...here }))
    await Promise.allSettled(others)
    await expect(signInToMailbox({ address, password: ownPassword, ...here })).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('a session of a mailbox', () => {
  it('is kept as a hash, ends when it is ended, and with its time', async () => {
    const { address, actor } = await givenPerson()
    const [ended, late] = [(await signInAs(address)) ?? '', (await signInAs(address)) ?? '']
    const rows = await db().mailboxSession.findMany({ where: { mailboxId: actor.id }, omit: { secretHash: false } })
    expect(JSON.stringify(rows)).not.toContain(ended)
    const { sessionId } = (await findMailboxSession(late)) ?? { sessionId: '' }
    expect(await endMailboxSessions(db(), actor.id, sessionId)).toBe(1)
    expect(await findMailboxSession(ended)).toBeNull()
    await db().mailboxSession.update({ where: { id: sessionId }, data: { expiresAt: new Date() } })
    expect(await findMailboxSession(late)).toBeNull()
  })

  it('may do one thing, which no administrator may', async () => {
    const { actor } = await givenPerson()
    expect(permissions.filter((permission) => may(actor, permission))).toEqual(['own-mailbox.write'])
    const owner = { kind: 'administrator', id: 'x', name: 'x', role: 'owner', via: 'ui', scope: 'all' } as const
    expect(permissions.filter((permission) => !may(owner, permission))).toEqual(['own-mailbox.write'])
  })
})

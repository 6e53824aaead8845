// Who may post to a group, as Postfix enforces it.
import { expect, test } from '@playwright/test'
import { apply } from '../support/api'
import { givenDomain, givenGroup, givenMailbox, type Login } from '../support/given'
import { managedHosts, nameOf } from '../support/lab'
import { arrives, arrivesOutside, type Sending, send } from '../support/mail'

for (const host of managedHosts)
  test.describe(`groups on ${nameOf(host)}`, () => {
    let domain: string
    let mirror: string
    let alice: Login
    let carol: Login
    const at = (localPart: string) => `${localPart}@${domain}`

    test.beforeAll(async () => {
      domain = await givenDomain(host)
      mirror = await givenDomain(host, { kind: 'alias', target: domain })
      alice = await givenMailbox(host, at('alice'))
      carol = await givenMailbox(host, at('carol'))
      await givenGroup(at('open'), [alice.address])
      await givenGroup(at('staff'), [alice.address], { whoMayPost: 'domain' })
      await givenGroup(at('team'), [alice.address, 'alice@other.test'], { whoMayPost: 'members' })
      await givenGroup(at('press'), [alice.address], { whoMayPost: 'senders', senders: ['bob@other.test', carol.address] })
    })

    const cases: [string, () => Omit<Sending, 'host'>, boolean][] = [
      ['anyone: a stranger', () => ({ from: 'bob@other.test', to: at('open') }), true],
      ['the domain: a stranger', () => ({ from: 'bob@other.test', to: at('staff') }), false],
      ['the domain: a stranger who writes an address of the domain', () => ({ from: at('alice'), to: at('staff') }), false],
      ['the domain: a mailbox of it', () => ({ as: alice, from: alice.address, to: at('staff') }), true],
      ['the domain: a mailbox of it, by the alias domain', () => ({ as: alice, from: alice.address, to: `staff@${mirror}` }), true],
      ['the domain: a stranger, by the alias domain', () => ({ from: 'bob@other.test', to: `staff@${mirror}` }), false],
      ['members: a stranger', () => ({ from: 'bob@other.test', to: at('team') }), false],
      ['members: a stranger who writes the address of a member here', () => ({ from: at('alice'), to: at('team') }), false],
      ['members: a member elsewhere', () => ({ from: 'alice@other.test', to: at('team') }), true],
      ['members: a member', () => ({ as: alice, from: alice.address, to: at('team') }), true],
      ['members: a mailbox of the domain that is no member', () => ({ as: carol, from: carol.address, to: at('team') }), false],
      ['senders: one that is named', () => ({ from: 'bob@other.test', to: at('press') }), true],
      ['senders: a mailbox that is named', () => ({ as: carol, from: carol.address, to: at('press') }), true],
      ['senders: a member that is not named', () => ({ as: alice, from: alice.address, to: at('press') }), false],
      ['senders: the null sender', () => ({ from: '<>', to: at('press') }), false],
    ]
    for (const [who, sending, accepted] of cases)
      test(`${accepted ? 'take' : 'refuse'} mail for ${who}`, async () => {
        const sent = await send({ host, ...sending() })
        expect(sent.accepted, sent.transcript).toBe(accepted)
        if (accepted) await arrives(alice, sent.token)
        else expect(sent.transcript).toMatch(/<[*~]\* 5\d\d 5\.7\./)
      })

    test('reach members elsewhere, and follow their list', async () => {
      const { id } = await givenGroup(at('moving'), ['carol@other.test'])
      const first = await send({ host, from: 'bob@other.test', to: at('moving') })
      await arrivesOutside('carol@other.test', first.token)
      await apply('PATCH', `/groups/${id}`, { members: [carol.address] })
      await arrives(carol, (await send({ host, from: 'bob@other.test', to: at('moving') })).token)
      await apply('PATCH', `/groups/${id}`, { whoMayPost: 'members' })
      expect((await send({ host, from: 'bob@other.test', to: at('moving') })).accepted).toBe(false)
      await apply('DELETE', `/groups/${id}`)
      expect((await send({ host, from: 'bob@other.test', to: at('moving') })).transcript).toContain('550 5.1.1')
    })
  })

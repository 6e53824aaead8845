// Mail that comes in: what is accepted, where it arrives, what is refused and with which words.
import { expect, test } from '@playwright/test'
import { apply } from '../support/api'
import { givenAlias, givenDomain, givenMailbox, type Login, unique } from '../support/given'
import { lab, managedHosts, nameOf } from '../support/lab'
import {
  arrives,
  arrivesOutside,
  canLogIn,
  hasIt,
  protocols,
  readByImap,
  readByPop3,
  type Sending,
  type Sent,
  send,
  sendFromOutside,
} from '../support/mail'
import { promisedMs, until, untilTrue } from '../support/until'

const stranger = 'bob@other.test'

async function taken(sending: Sending): Promise<Sent | null> {
  const sent = await send(sending)
  return sent.accepted ? sent : null
}

for (const host of managedHosts)
  test.describe(`mail for ${nameOf(host)}`, () => {
    let domain: string
    let alice: Login
    let carol: Login

    test.beforeAll(async () => {
      domain = await givenDomain(host)
      alice = await givenMailbox(host, `alice@${domain}`)
      carol = await givenMailbox(host, `carol@${domain}`)
    })

    test('that is written on the host with `mail` is read by IMAPS', async () => {
      const token = unique()
      const { code, stderr } = await lab.exec(host, ['/usr/bin/mail', '-s', `Report ${token}`, alice.address], { stdin: 'All is well.\n' })
      expect(code, stderr).toBe(0)
      await arrives(alice, token)
      expect(await readByImap(alice, token)).toContain('All is well.')
    })

    test('from elsewhere finds the way by MX and is read by IMAPS and by POP3S', async () => {
      const token = await sendFromOutside('alice@other.test', carol.address)
      await arrives(carol, token)
      expect(await readByImap(carol, token)).toMatch(/^Received: .*from mail2\.other\.test/m)
      expect(await readByPop3(carol)).toContain(token)
    })

    test('reaches plus-addresses, and aliases here and elsewhere', async () => {
      await givenAlias(`info@${domain}`, [alice.address, 'carol@other.test'])
      const plus = await send({ host, from: stranger, to: `alice+news@${domain}` })
      expect(plus.accepted, plus.transcript).toBe(true)
      await arrives(alice, plus.token)
      const aliased = await send({ host, from: stranger, to: `info@${domain}` })
      expect(aliased.accepted, aliased.transcript).toBe(true)
      await arrives(alice, aliased.token)
      await arrivesOutside('carol@other.test', aliased.token)
    })

    test('to an alias stops when the alias is disabled, and when it is deleted', async () => {
      const to = `shop@${domain}`
      const { id } = await givenAlias(to, [alice.address])
      expect((await send({ host, from: stranger, to })).accepted).toBe(true)
      await apply('PATCH', `/aliases/${id}`, { enabled: false })
      expect((await send({ host, from: stranger, to })).transcript).toContain('550 5.1.1')
      await apply('PATCH', `/aliases/${id}`, { enabled: true })
      expect((await send({ host, from: stranger, to })).accepted).toBe(true)
      await apply('DELETE', `/aliases/${id}`)
      expect((await send({ host, from: stranger, to })).transcript).toContain('550 5.1.1')
    })

    test('to an unknown recipient is refused at once with 550, also with a plus', async () => {
      for (const to of [`nobody@${domain}`, `nobody+x@${domain}`])
        expect((await send({ host, from: stranger, to })).transcript, to).toMatch(/<\*\* 550 5\.1\.1/)
    })

    test('for everybody else goes to the catch-all, which takes nothing from mailboxes, plus-addresses and aliases', async () => {
      const caught = await givenDomain(host)
      const [rest, anna] = [await givenMailbox(host, `rest@${caught}`), await givenMailbox(host, `anna@${caught}`)]
      await givenAlias(`@${caught}`, [rest.address])
      await givenAlias(`desk@${caught}`, [anna.address])
      const to = async (localPart: string) => {
        const sent = await send({ host, from: stranger, to: `${localPart}@${caught}` })
        expect(sent.accepted, sent.transcript).toBe(true)
        return sent.token
      }
      await arrives(rest, await to('anybody'))
      for (const localPart of ['anna', 'anna+shop', 'desk']) {
        const token = await to(localPart)
        await arrives(anna, token)
        expect(await hasIt(rest, token), localPart).toBe(false)
      }
    })

    test('is forwarded with and without a copy that stays', async () => {
      const keeps = await givenMailbox(host, `keeps@${domain}`, { forwards: [alice.address, 'bob@other.test'], forwardKeepCopy: true })
      const passes = await givenMailbox(host, `passes@${domain}`, { forwards: [alice.address], forwardKeepCopy: false })
      const kept = await send({ host, from: 'carol@other.test', to: keeps.address })
      await arrives(keeps, kept.token)
      await arrives(alice, kept.token)
      await arrivesOutside('bob@other.test', kept.token)
      const passed = await send({ host, from: stranger, to: passes.address })
      await arrives(alice, passed.token)
      expect(await hasIt(passes, passed.token)).toBe(false)
    })

    test('under an alias domain arrives as under the domain that it mirrors, with what comes to that later', async () => {
      const mirror = await givenDomain(host, { kind: 'alias', target: domain })
      const mirrored = await send({ host, from: stranger, to: `alice@${mirror}` })
      expect(mirrored.accepted, mirrored.transcript).toBe(true)
      await arrives(alice, mirrored.token)
      await givenAlias(`later@${domain}`, [carol.address])
      const later = await send({ host, from: stranger, to: `later@${mirror}` })
      await arrives(carol, later.token)
      expect((await send({ host, from: stranger, to: `nobody@${mirror}` })).transcript).toContain('550 5.1.1')
    })

    test('is refused with 552 when the mailbox is full, and taken again when there is room', async () => {
      const full = await givenMailbox(host, `full@${domain}`, { quotaBytes: 20_000 })
      // Within Dovecot's tenth of grace, and then over the limit: the next one is refused before it is sent.
      const filling = await send({ host, from: stranger, to: full.address, body: `${'x'.repeat(70)}\n`.repeat(282) })
      await arrives(full, filling.token)
      expect((await send({ host, from: stranger, to: full.address })).transcript).toMatch(/552 5\.2\.2/)
      await apply('PATCH', `/mailboxes/${full.address}`, { quotaBytes: 1_000_000 })
      const sent = await until('mail to be taken again', () => taken({ host, from: stranger, to: full.address }), promisedMs)
      await arrives(full, sent.token)
    })

    test('is refused for a disabled mailbox, although the domain has a catch-all', async () => {
      const caught = await givenDomain(host)
      const [off, rest] = [await givenMailbox(host, `off@${caught}`, { enabled: false }), await givenMailbox(host, `rest@${caught}`)]
      await givenAlias(`@${caught}`, [rest.address])
      for (const to of [off.address, `off+x@${caught}`])
        expect((await send({ host, from: stranger, to })).transcript, to).toMatch(/<\*\* 550 5\.2\.1/)
      expect(await Promise.all(protocols.map((protocol) => canLogIn(off, protocol)))).toEqual([false, false, false, false])
      await apply('PATCH', `/mailboxes/${off.address}`, { enabled: true })
      await untilTrue('logins to work', () => canLogIn(off, 'imap'), promisedMs)
      await arrives(off, (await send({ host, from: stranger, to: off.address })).token)
    })

    test('for a disabled domain is refused, and nothing of it is lost', async () => {
      const closed = await givenDomain(host)
      const mailbox = await givenMailbox(host, `dora@${closed}`)
      const before = await send({ host, from: stranger, to: mailbox.address })
      await arrives(mailbox, before.token)
      await apply('PATCH', `/domains/${closed}`, { enabled: false })
      expect((await send({ host, from: stranger, to: mailbox.address })).accepted).toBe(false)
      await untilTrue('logins to be refused', async () => !(await canLogIn(mailbox, 'imap')), promisedMs)
      await apply('PATCH', `/domains/${closed}`, { enabled: true })
      await untilTrue('logins to work', () => canLogIn(mailbox, 'imap'), promisedMs)
      expect(await hasIt(mailbox, before.token)).toBe(true)
      expect((await send({ host, from: stranger, to: mailbox.address })).accepted).toBe(true)
    })
  })

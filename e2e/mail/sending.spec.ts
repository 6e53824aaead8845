// Mail that goes out: who may send, under which addresses, and by which way it leaves.
import { expect, test } from '@playwright/test'
import { apply, read } from '../support/api'
import { givenAlias, givenDomain, givenMailbox, type Login } from '../support/given'
import { managedHosts, nameOf } from '../support/lab'
import { arrives, arrivesOutside, onOutside, readByImap, send } from '../support/mail'

for (const host of managedHosts)
  test.describe(`mail from ${nameOf(host)}`, () => {
    let domain: string
    let alice: Login
    let bob: Login

    test.beforeAll(async () => {
      domain = await givenDomain(host)
      alice = await givenMailbox(host, `alice@${domain}`)
      bob = await givenMailbox(host, `bob@${domain}`)
    })

    for (const port of [587, 465] as const)
      test(`goes to the outside through ${port}`, async () => {
        const sent = await send({ host, port, as: alice, from: alice.address, to: 'alice@other.test' })
        expect(sent.accepted, sent.transcript).toBe(true)
        expect(await arrivesOutside('alice@other.test', sent.token)).toContain(`from ${nameOf(host)}`)
      })

    test('is not taken on 587 without a login, nor with a wrong password', async () => {
      expect((await send({ host, port: 587, from: alice.address, to: 'alice@other.test' })).accepted).toBe(false)
      const wrong = { ...alice, password: 'not-the-password' }
      expect((await send({ host, as: wrong, from: alice.address, to: 'alice@other.test' })).transcript).toContain('535 5.7.8')
    })

    test('no password is taken before the connection is encrypted', async () => {
      const { stdout } = await onOutside(['/usr/bin/swaks', '-4', '--server', nameOf(host), '--port', '587', '--quit-after', 'EHLO'])
      expect(stdout).toContain('STARTTLS')
      expect(stdout).not.toMatch(/<-\s+250.AUTH/)
      const onPort25 = await onOutside(['/usr/bin/swaks', '-4', '--server', nameOf(host), '--tls', '--quit-after', 'EHLO'])
      expect(onPort25.stdout).not.toMatch(/<~\s+250.AUTH/)
    })

    for (const [protocol, port] of [
      ['imap', 993],
      ['pop3', 995],
      ['smtp', 465],
    ] as const)
      test(`${protocol} on ${port} shows a certificate of its name and takes TLS 1.2 and newer only`, async () => {
        const connect = ['/usr/bin/openssl', 's_client', '-4', '-brief', '-connect', `${nameOf(host)}:${port}`]
        const checked = ['-verify_return_error', '-verify_hostname', nameOf(host)]
        const newest = await onOutside([...connect, ...checked])
        expect(newest.stderr).toContain('Verification: OK')
        expect(newest.stderr).toContain('TLSv1.3')
        // At security level 0 this side would still speak it: the refusal is the server's.
        const old = await onOutside([...connect, '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'])
        expect(old.code, old.stderr).not.toBe(0)
        // Dovecot 2.3 says nothing and closes.
        expect(old.stderr).toMatch(/alert protocol version|unsupported protocol|unexpected eof/)
      })

    test('is never relayed for a stranger', async () => {
      for (const to of ['bob@other.test', 'bob@relayed.test', 'bob%other.test@mail2.other.test'])
        expect((await send({ host, from: 'stranger@stranger.test', to })).transcript, to).toMatch(/<\*\* [45]54 /)
    })

    test('leaves under no address that is not granted, of a neighbour, of another domain or of nobody', async () => {
      for (const from of [bob.address, `nobody@${domain}`, 'ceo@elsewhere.test'])
        expect((await send({ host, as: alice, from, to: 'alice@other.test' })).transcript, from).toContain('553 5.7.1')
    })

    test('leaves under granted addresses for as long as the grant stands; grants add up', async () => {
      const office = `office@${domain}`
      const other = await givenDomain(host)
      await givenAlias(office, [alice.address])
      const sendAs = (login: Login, from: string) => send({ host, as: login, from, to: 'alice@other.test' })
      const grant = (login: Login, sender: string) => apply<{ id: string }>('POST', '/send-as', { mailbox: login.address, sender })
      expect((await sendAs(alice, office)).accepted).toBe(false)
      const granted = await grant(alice, office)
      const second = await grant(bob, office)
      await grant(bob, `@${other}`)
      expect((await sendAs(alice, office)).accepted).toBe(true)
      expect((await sendAs(bob, office)).accepted).toBe(true)
      expect((await sendAs(bob, bob.address)).accepted).toBe(true)
      expect((await sendAs(bob, `whatever@${other}`)).accepted).toBe(true)
      expect((await sendAs(alice, `whatever@${other}`)).transcript).toContain('553 5.7.1')
      await apply('DELETE', `/send-as/${granted.id}`)
      expect((await sendAs(alice, office)).transcript).toContain('553 5.7.1')
      expect((await sendAs(bob, office)).accepted).toBe(true)
      await apply('DELETE', `/send-as/${second.id}`)
      expect((await sendAs(bob, office)).transcript).toContain('553 5.7.1')
    })

    test('takes the smart host of this host while it is set, and only of this host', async () => {
      const elsewhere = host === 'mail1' ? 'mail3' : 'mail1'
      const there = await givenDomain(elsewhere)
      const reader = await givenMailbox(elsewhere, `reader@${there}`)
      const wayOf = async (login: Login, to: Login) => {
        const sent = await send({ host: login.host, as: login, from: login.address, to: to.address })
        expect(sent.accepted, sent.transcript).toBe(true)
        await arrives(to, sent.token)
        return await readByImap(to, sent.token)
      }
      await apply('PATCH', `/hosts/${host}`, { relayServer: 'mail2.other.test', relayPort: 2525, relayTls: 'verify' })
      try {
        expect(await wayOf(alice, reader)).toContain('by mail2.other.test')
        expect(await wayOf(reader, alice)).not.toContain('by mail2.other.test')
      } finally {
        await apply('PATCH', `/hosts/${host}`, { relayServer: null, relayPort: null })
      }
      expect(await read(`/hosts/${host}`)).toMatchObject({ relayServer: null, settingsPending: false })
      expect(await wayOf(alice, reader)).not.toContain('by mail2.other.test')
    })
  })

// A deleted mailbox: refused at once, its mail kept, and everything back as it was.
import { expect, test } from '@playwright/test'
import { apply, read } from '../support/api'
import { givenAlias, givenDomain, givenMailbox, type Login } from '../support/given'
import { lab, managedHosts, nameOf } from '../support/lab'
import { arrives, canLogIn, hasIt, send } from '../support/mail'
import { promisedMs, until, untilTrue } from '../support/until'

type Archived = { id: string; address: string; state: string; messages: number | null }

const archivedAs = (login: Login, state: string) =>
  until(`${login.address} to be ${state}`, async () => {
    const kept = await read<Archived[]>(`/archive?state=${state}&search=${encodeURIComponent(login.address)}`)
    return kept[0] ?? null
  })

for (const host of managedHosts)
  test.describe(`a deleted mailbox on ${nameOf(host)}`, () => {
    test('comes back with its mail, its password and its grants', async () => {
      const domain = await givenDomain(host)
      const login = await givenMailbox(host, `leaver@${domain}`)
      await givenAlias(`desk@${domain}`, [login.address])
      await apply('POST', '/send-as', { mailbox: login.address, sender: `desk@${domain}` })
      const { token } = await send({ host, from: 'bob@other.test', to: login.address })
      await arrives(login, token)

      await apply('DELETE', `/mailboxes/${login.address}`)
      expect((await send({ host, from: 'bob@other.test', to: login.address })).transcript).toMatch(/<\*\* 550 5\.1\.1/)
      await untilTrue('logins to be refused', async () => !(await canLogIn(login, 'imap')), promisedMs)
      const kept = await archivedAs(login, 'kept')
      expect(kept.messages).toBe(1)
      expect((await lab.exec(host, ['/usr/bin/test', '-e', `/var/vmail/${domain}/leaver`])).code).not.toBe(0)

      await apply('POST', `/archive/${kept.id}/restore`)
      await archivedAs(login, 'restored')
      await untilTrue('logins to work', () => canLogIn(login, 'imap'), promisedMs)
      expect(await hasIt(login, token)).toBe(true)
      await arrives(login, (await send({ host, from: 'bob@other.test', to: login.address })).token)
      expect((await send({ host, as: login, from: `desk@${domain}`, to: 'bob@other.test' })).accepted).toBe(true)
    })

    test('does not show its mail to another mailbox of the same name', async () => {
      const domain = await givenDomain(host)
      const first = await givenMailbox(host, `again@${domain}`)
      const { token } = await send({ host, from: 'bob@other.test', to: first.address })
      await arrives(first, token)
      await apply('DELETE', `/mailboxes/${first.address}`)
      await archivedAs(first, 'kept')
      const second = await givenMailbox(host, first.address)
      expect(await hasIt(second, token)).toBe(false)
      expect(await canLogIn(first, 'imap')).toBe(false)
    })
  })

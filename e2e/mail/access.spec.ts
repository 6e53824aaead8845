// Who may read and send: passwords, protocols, and logins that are no addresses.
import { expect, test } from '@playwright/test'
import { apply, save } from '../support/api'
import { givenDomain, givenMailbox, newPassword } from '../support/given'
import { lab, managedHosts, nameOf } from '../support/lab'
import { arrives, canLogIn, protocols, send } from '../support/mail'
import { promisedMs, untilTrue } from '../support/until'

const closed = { imap: false, pop3: false, submission: false, sieve: false }

for (const host of managedHosts)
  test.describe(`logins on ${nameOf(host)}`, () => {
    let domain: string
    test.beforeAll(async () => {
      domain = await givenDomain(host)
    })

    test('go through a protocol only where it is switched on', async () => {
      const logins = await Promise.all(protocols.map((only) => givenMailbox(host, `only-${only}@${domain}`, { ...closed, [only]: true })))
      for (const [index, login] of logins.entries()) {
        const works = await Promise.all(protocols.map((protocol) => canLogIn(login, protocol)))
        expect(works, login.address).toEqual(protocols.map((_, other) => other === index))
      }
    })

    test('a changed password works and the old one does not, within two seconds', async () => {
      const login = await givenMailbox(host, `changes@${domain}`)
      const password = newPassword()
      await apply('POST', `/mailboxes/${login.address}/password`, { password })
      await untilTrue('the new password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      await untilTrue('the old password to fail', async () => !(await canLogIn(login, 'imap')), promisedMs)
      const smtp = [password, login.password].map((typed) => canLogIn({ ...login, password: typed }, 'submission'))
      expect(await Promise.all(smtp)).toEqual([true, false])
    })

    test('a password that is changed twice in one second leaves the last one alone in force', async () => {
      const login = await givenMailbox(host, `twice@${domain}`)
      const [second, third] = [newPassword(), newPassword()]
      const path = `/mailboxes/${login.address}/password`
      await save('POST', path, { password: second })
      await apply('POST', path, { password: third })
      await untilTrue('the last password to work', () => canLogIn({ ...login, password: third }, 'imap'), promisedMs)
      const fails = (old: string) =>
        untilTrue('an earlier password to fail', async () => !(await canLogIn({ ...login, password: old }, 'imap')), promisedMs)
      await Promise.all([login.password, second].map(fails))
    })

    test('that are paths, queries or patterns read nothing and break nothing', async () => {
      const login = await givenMailbox(host, `plain@${domain}`)
      const addresses = [
        'a@../../x',
        `plain@../users/${domain}`,
        `../${domain}/plain`,
        `../../etc/passwd`,
        `plain/../plain@${domain}`,
        `*@${domain}`,
        `plain@${domain}/../${domain}`,
        "plain'@x; drop",
        `plain%@${domain}`,
        'plain',
      ]
      const works = await Promise.all(addresses.map((address) => canLogIn({ ...login, address }, 'imap')))
      expect(addresses.filter((_, index) => works[index])).toEqual([])
      expect(await canLogIn(login, 'imap')).toBe(true)
      const files = await lab.exec(host, [
        '/usr/bin/find',
        '/var/vmail',
        '-maxdepth',
        '1',
        '-name',
        '*x*',
        '-newer',
        '/etc/postfix/main.cf',
      ])
      expect(files.stdout).toBe('')
    })

    test('a mailbox may be written in capitals', async () => {
      const login = await givenMailbox(host, `casing@${domain}`)
      expect(await canLogIn({ ...login, address: login.address.toUpperCase() }, 'imap')).toBe(true)
      const sent = await send({ host, from: 'bob@other.test', to: `CaSiNg@${domain.toUpperCase()}` })
      expect(sent.accepted, sent.transcript).toBe(true)
      await arrives(login, sent.token)
    })
  })

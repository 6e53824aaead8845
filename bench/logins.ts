// Logins per second at Dovecot, which checks passwords one after another: with the password of a person, with an app password, and with what
// most hosts have, in the same run. Four clients log in by IMAPS without a pause.
import { execFileSync } from 'node:child_process'
import type { Client } from 'pg'
import { domainNameOf, makeFleet } from './fleet'
import { untilApplied } from './import'
import { api, type Panel } from './panel-session'
import { loginWorks, until } from './probes'
import type { Row } from './report'

const parallel = 4
const seconds = 6
const mailboxes = 1000
/** One line on the host for each. */
const appPasswordsPerMailbox = 100

type Login = { address: string; password: string }
type Place = { panel: Panel; database: Client; hostId: string; host: string; suffix: string; passwordHash: string }

export async function measureLogins({ panel, database, hostId, host, suffix, passwordHash }: Place): Promise<Row[]> {
  const domain = domainNameOf(1, suffix)
  await makeFleet(database, hostId, { mailboxesPerDomain: mailboxes, aliasesPerDomain: 0, first: 1, last: 1 }, suffix, passwordHash)
  const person = { address: `person@${domain}`, password: 'quiet-harbour-lantern-31' }
  const plain = { address: `plain@${domain}`, password: 'quiet-harbour-lantern-32' }
  await api(panel, 'POST', '/mailboxes', person)
  await api(panel, 'POST', '/mailboxes.csv', `address,passwordHash\n${plain.address},${shaCrypt(plain.password)}\n`)
  const app = await withAppPassword(panel, person.address)
  for (const login of [plain, person, app]) await until(() => loginWorks(host, login.address, login.password))
  const against = { name: 'with SHA512-CRYPT', value: await loginsPerSecond(host, plain) }
  const alone = await loginsPerSecond(host, app)
  const rows: Row[] = [
    { name: 'logins with the password of a person (Argon2id)', value: await loginsPerSecond(host, person), unit: '/s', against },
    { name: 'logins with an app password', value: alone, unit: '/s', against },
  ]
  await makeMany(database, domain)
  const start = performance.now()
  const one = await withAppPassword(panel, person.address)
  await untilApplied(panel)
  await until(() => loginWorks(host, one.address, one.password))
  const among = { name: 'alone', value: alone }
  return [
    ...rows,
    { name: '100,000 app passwords of one domain, saved to login works', value: performance.now() - start, unit: 'ms' },
    { name: 'logins with one of 100,000 app passwords', value: await loginsPerSecond(host, one), unit: '/s', against: among },
    { name: 'one more, saved to login works', value: await timedAppPassword(panel, host, person.address), unit: 'ms' },
  ]
}

/** {SHA512-CRYPT} with its default of 5,000 rounds. */
const shaCrypt = (password: string) =>
  `{SHA512-CRYPT}${execFileSync('/usr/bin/openssl', ['passwd', '-6', '-stdin'], { input: password }).toString().trim()}`

async function withAppPassword(panel: Panel, address: string): Promise<Login> {
  const { body } = await api(panel, 'POST', `/mailboxes/${address}/app-passwords`, { name: 'bench' })
  return { address, password: (body.data as { password: string }).password }
}

async function timedAppPassword(panel: Panel, host: string, address: string): Promise<number> {
  const start = performance.now()
  const { password } = await withAppPassword(panel, address)
  await until(() => loginWorks(host, address, password))
  return performance.now() - start
}

/** For reading by IMAP alone, so that each is one line. */
async function makeMany(database: Client, domain: string): Promise<void> {
  await database.query(
    `insert into "AppPassword" (id, "mailboxId", name, selector, "secretHash", imap, pop3, submission, sieve)
     select gen_random_uuid(), m.id, 'bench', lpad(to_hex(n), 8, '0'), '{SSHA256}' || repeat('a', 64), true, false, false, false
     from "Mailbox" m join "Domain" d on d.id = m."domainId", generate_series(1, ${appPasswordsPerMailbox - 1}) n
     where d.name = $1 and m."localPart" <> 'person'`,
    [domain],
  )
}

async function loginsPerSecond(host: string, { address, password }: Login): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let count = 0
  const client = async () => {
    while (performance.now() < end) {
      if (!(await loginWorks(host, address, password))) throw new Error(`${address} was not let in`)
      count++
    }
  }
  await Promise.all(Array.from({ length: parallel }, client))
  return (count * 1000) / (performance.now() - start)
}

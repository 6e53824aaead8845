// Somebody tries passwords at a mailbox: whoever may close it has a message in their inbox, in their language, with a link to the step that ends it.
import type { Browser } from '@playwright/test'
import pg from 'pg'
import { read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login, newPassword } from '../support/given'
import { expectForEverybody } from '../support/looks'
import { canLogIn } from '../support/mail'
import { messageAfter } from '../support/outside-inbox'
import type { Person } from '../support/person'
import { untilTrue } from '../support/until'

const tries = 32
const readers = {
  en: {
    inbox: 'alice@other.test',
    role: 'admin',
    locale: 'en-GB',
    subject: 'Unusual activity: ',
    seen: /\d+ wrong passwords within an hour, from \d+ addresses/,
    means: 'Somebody else may be in.',
    label: 'Look, and close it',
    heading: 'Was somebody else in?',
  },
  es: {
    inbox: 'bob@other.test',
    role: 'domain_admin',
    locale: 'es-ES',
    subject: 'Actividad inusual: ',
    seen: /\d+ contraseñas erróneas en una hora, desde \d+ direcciones/,
    means: 'Puede que alguien más haya entrado.',
    label: 'Mirarlo y cerrarlo',
    heading: '¿Entró otra persona?',
  },
} as const
type Reader = (typeof readers)[keyof typeof readers]

async function givenReader(language: 'en' | 'es', domain: string): Promise<Person> {
  const { inbox: address, role } = readers[language]
  const password = newPassword()
  const grants = role === 'domain_admin' ? { domains: [domain] } : {}
  const { data } = await save<{ id: string }>('POST', '/people', { address, name: address, role, password, locale: language, ...grants })
  return { id: data.id, address, password }
}

/** As a program does that goes through a list. */
async function guessPasswords(login: Login): Promise<void> {
  for (let done = 0; done < tries; done += 8)
    await Promise.all(Array.from({ length: 8 }, () => canLogIn({ ...login, password: newPassword() }, 'imap')))
}

/** The worker's own jobs, now rather than at their next minute. */
async function lookAtHabits(login: Login): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  const counted = `select coalesce(sum(s.times), 0)::int as times from "MailSignIn" s join "Mailbox" m on m.id = s."mailboxId"
    where m.address = $1 and s.result = 'wrong'`
  try {
    await untilTrue('the wrong passwords to be read from the log', async () => {
      await client.query(`select graphile_worker.add_job('read-all-sign-ins', job_key => 'read-all-sign-ins')`)
      const { rows } = await client.query<{ times: number }>(counted, [login.address])
      return (rows[0]?.times ?? 0) >= tries
    })
    await client.query(`select graphile_worker.add_job('watch-habits', job_key => 'watch-habits')`)
  } finally {
    await client.end()
  }
}

/** What it says, and where its link leads. */
async function expectTold(
  browser: Browser,
  message: string,
  { inbox, subject, seen, means, label, locale, heading }: Reader,
  to: Person,
  login: Login,
) {
  expect(message).toContain(`Subject: ${subject}${login.address}`)
  expect(message).toContain(`To: ${inbox}`)
  expect(message).toContain('Auto-Submitted: auto-generated')
  expect(message).toMatch(seen)
  expect(message).toContain(means)
  const link =
    message
      .slice(message.indexOf(`${label}\n`))
      .split('\n')[1]
      ?.trim() ?? ''
  expect(link).toBe(`${process.env.POSTERN_URL}/mailboxes/${encodeURIComponent(login.address)}/contain`)
  const theirs = await browser.newPage({ baseURL: process.env.POSTERN_URL, locale, storageState: { cookies: [], origins: [] } })
  await theirs.goto(link)
  await theirs.getByLabel(locale === 'es-ES' ? 'Dirección' : 'Address').fill(to.address)
  await theirs.getByLabel(locale === 'es-ES' ? 'Contraseña' : 'Password', { exact: true }).fill(to.password)
  await theirs.getByRole('button', { name: locale === 'es-ES' ? 'Iniciar sesión' : 'Sign in', exact: true }).click()
  await theirs.waitForURL(link)
  await expect(theirs.getByRole('heading', { name: heading })).toBeVisible()
  await expect(theirs.getByText(seen)).toBeVisible()
  await expectForEverybody(theirs)
  await theirs.close()
}

test('a flood of wrong passwords is mailed to those who may close the mailbox', async ({ browser }) => {
  const domain = await givenDomain('mail1')
  const login = await givenMailbox('mail1', `tried@${domain}`)
  await save('PATCH', '/settings', { senderAddress: `postern@${domain}` })
  const people = { en: await givenReader('en', domain), es: await givenReader('es', domain) }
  try {
    let spanish = ''
    const english = await messageAfter(readers.en.inbox, async () => {
      spanish = await messageAfter(readers.es.inbox, async () => {
        await guessPasswords(login)
        await lookAtHabits(login)
      })
    })
    await expectTold(browser, english, readers.en, people.en, login)
    await expectTold(browser, spanish, readers.es, people.es, login)
    expect(await canLogIn(login, 'imap'), 'its person is not locked out').toBe(true)
  } finally {
    for (const { id } of Object.values(people)) await save('DELETE', `/people/${id}`)
  }
  expect((await read<{ address: string }[]>('/people')).map(({ address }) => address)).not.toContain(readers.en.inbox)
})

// What may happen to a host: files changed by another hand, a rollback, no answer. The panel says it, and knows the way out.
import { apply, ask, read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox, hostId } from '../support/given'
import { lab, managedHosts } from '../support/lab'
import { arrives, send } from '../support/mail'
import { until, untilTrue } from '../support/until'

type HostNow = {
  unreachableSince: string | null
  unreachableCode: string | null
  heldAtGeneration: number | null
  generation: number
  domainsPending: number
}

const hostNow = (host: string) => read<HostNow>(`/hosts/${host}`)
const retry = async (host: (typeof managedHosts)[number]) => {
  const { status } = await ask('POST', `/hosts/${await hostId(host)}/retry`)
  expect(status).toBeLessThan(300)
}

for (const host of managedHosts)
  test.describe(`on ${host}`, () => {
    test('a line written by hand is never overwritten: it is shown, put back, or taken over', async ({ page }) => {
      test.setTimeout(120_000)
      const domain = await givenDomain(host)
      const mailbox = await givenMailbox(host, `kim@${domain}`)
      await givenAlias(`info@${domain}`, [mailbox.address])
      const byHand = async (line: string) => {
        const { stdout } = await lab.exec(host, ['/usr/bin/grep', '-rlF', `info@${domain}`, '/etc/postfix/postern', '--include=aliases.*'])
        const file = stdout.split('\n').find((name) => /aliases\.[^./]+$/.test(name))
        if (file === undefined) throw new Error(`no table holds info@${domain}: ${stdout}`)
        const text = await lab.readFile(host, file)
        await lab.writeFile(host, file, text.replace(new RegExp(`^info@${domain.replaceAll('.', '\\.')}[ \\t].*$`, 'm'), line))
      }
      const drift = page.getByRole('main')
      const showDrift = async () => {
        // A change that comes after finds it at once; without one the worker's look does, every two minutes.
        await save('POST', '/aliases', { address: `x${Date.now()}@${domain}`, destinations: [mailbox.address] })
        await until('the drift to be known', async () => {
          const [status] = await read<{ state: string }[]>(`/apply?domain=${domain}`)
          return status?.state === 'drift' ? true : null
        })
        await page.goto(`/hosts/${host}/drift`)
        await expect(drift.getByText(domain).first()).toBeVisible()
      }

      await byHand(`info@${domain} bob@other.test`)
      await showDrift()
      await expect(drift).toContainText('bob@other.test')
      await page.getByRole('button', { name: 'Put back' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Put back' }).click()
      await expect(page.getByText(`${domain} is put back.`)).toBeVisible()
      await arrives(mailbox, (await send({ host, from: 'carol@other.test', to: `info@${domain}` })).token)

      await byHand(`info@${domain} alice@other.test`)
      await showDrift()
      await page.getByRole('button', { name: 'Take over' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click()
      await expect(page.getByText(`${domain} is taken over.`)).toBeVisible()
      expect(await read(`/aliases/info@${domain}`)).toMatchObject({ destinations: ['alice@other.test'] })
      await untilTrue('the domain to be in order', async () => {
        const [status] = await read<{ state: string }[]>(`/apply?domain=${domain}`)
        return status?.state === 'applied'
      })
    })

    test('a generation is rolled back, the host is on hold, and resuming brings everything', async ({ page }) => {
      test.setTimeout(120_000)
      const domain = await givenDomain(host)
      const kept = await givenMailbox(host, `kept@${domain}`)
      const { generation } = await hostNow(host)
      await givenMailbox(host, `late@${domain}`)

      await page.goto(`/hosts/${host}/generations/${generation}`)
      await expect(page.getByRole('main')).toContainText(`late@${domain}`)
      await page.getByRole('button', { name: 'Roll back' }).first().click()
      const question = page.getByRole('dialog')
      await question.getByRole('textbox').fill(host)
      await question.getByRole('button', { name: 'Roll back' }).click()
      await page.waitForURL(`**/hosts/${host}/generations`)
      try {
        await expect(page.getByText(`${host} is on hold at generation ${generation}`)).toBeVisible()
        expect((await send({ host, from: 'bob@other.test', to: `late@${domain}` })).transcript).toContain('550 5.1.1')
        expect((await send({ host, from: 'bob@other.test', to: kept.address })).accepted).toBe(true)

        await save('POST', '/aliases', { address: `waits@${domain}`, destinations: [kept.address] })
        await page.goto(`/domains/${domain}`)
        await expect(page.getByText(`not applied: ${host} is on hold after a rollback`).first()).toBeVisible()
        expect((await send({ host, from: 'bob@other.test', to: `waits@${domain}` })).accepted).toBe(false)

        await page.goto(`/hosts/${host}`)
        await page.getByRole('button', { name: 'Resume' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
        await untilTrue('what waited to be applied', async () =>
          (await Promise.all(['waits', 'late'].map((name) => send({ host, from: 'bob@other.test', to: `${name}@${domain}` })))).every(
            (sent) => sent.accepted,
          ),
        )
        await expect(page.getByText('is on hold at generation')).toHaveCount(0)
      } finally {
        if ((await hostNow(host)).heldAtGeneration !== null) await ask('POST', `/hosts/${await hostId(host)}/resume`)
      }
    })
  })

test('a host that does not answer: said since when and why, changes wait, mail flows, and it heals', async ({ page }) => {
  test.setTimeout(150_000)
  const host = 'mail3'
  const domain = await givenDomain(host)
  const mailbox = await givenMailbox(host, `steady@${domain}`)
  await lab.cutNetwork(host)
  try {
    await page.goto(`/mailboxes/new`)
    await page.getByLabel('Address', { exact: true }).fill(`waits@${domain}`)
    await page.getByRole('button', { name: 'Add the mailbox' }).click()
    await expect(page.getByText('was added')).toBeVisible()
    await until('the panel to notice', async () => (await hostNow(host)).unreachableSince, 60_000)
    await page.goto(`/domains/${domain}`)
    await expect(page.getByText(`not applied yet: ${host} does not answer`).first()).toBeVisible()
    await page.goto(`/hosts/${host}`)
    const banner = page.getByRole('alert').filter({ hasText: `${host} cannot be reached` })
    await expect(banner).toContainText('It began')
    await expect(banner).toContainText('Mail keeps flowing')
    await page.goto('/')
    await expect(page.getByRole('region', { name: 'What needs you' })).toContainText(`${host} cannot be reached`)

    // No network, and the host goes on: what it holds is delivered by what was applied last.
    const local = await lab.exec(host, ['/usr/bin/mail', '-s', 'Meanwhile', mailbox.address], { stdin: 'Still here\n' })
    expect(local.code, local.stderr).toBe(0)
    await untilTrue(
      'a message on the host itself',
      async () => (await lab.exec(host, ['/usr/bin/grep', '-rqs', 'Still here', `/var/vmail/${domain}/steady/Maildir/new`])).code === 0,
    )
  } finally {
    await lab.restoreNetwork(host)
  }
  await retry(host)
  await untilTrue(
    'what waited to be applied',
    async () => {
      const [status] = await read<{ state: string }[]>(`/apply?domain=${domain}`)
      return status?.state === 'applied'
    },
    60_000,
  )
  expect(await hostNow(host)).toMatchObject({ unreachableSince: null, unreachableCode: null })
  await page.goto(`/hosts/${host}`)
  await expect(page.getByText('cannot be reached')).toHaveCount(0)
  expect((await send({ host, from: 'bob@other.test', to: `waits@${domain}` })).accepted).toBe(true)
  await apply('DELETE', `/mailboxes/waits@${domain}`)
})

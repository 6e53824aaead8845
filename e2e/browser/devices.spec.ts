// Mail programs and people find the settings of a mailbox; strangers learn no more than which server a domain is on.
import { read } from '../support/api'
import { becomeStranger, enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox } from '../support/given'

test.use({ storageState: { cookies: [], origins: [] } })

const host = 'mail1'
const server = 'mail1.example.test'
let domain: string
let mirror: string
let address: string

test.beforeAll(async () => {
  domain = await givenDomain(host)
  mirror = await givenDomain(host, { kind: 'alias', target: domain })
  address = (await givenMailbox(host, `anna@${domain}`, { displayName: 'Anna Álvarez' })).address
})

const question = (of: string) =>
  `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${of}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`

test('autoconfig is at every place where programs look, by the address or by the name that they call', async ({ request }) => {
  for (const of of [domain, mirror]) {
    const byName = { Host: `autoconfig.${of}` }
    for (const answer of [
      await request.get(`/mail/config-v1.1.xml?emailaddress=x%40${of}`),
      await request.get('/mail/config-v1.1.xml', { headers: byName }),
      await request.get('/.well-known/autoconfig/mail/config-v1.1.xml', { headers: { Host: of } }),
      await request.get(`/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=x@${of.toUpperCase()}`),
    ]) {
      expect(answer.status()).toBe(200)
      expect(answer.headers()['content-type']).toBe('text/xml; charset=utf-8')
      const xml = await answer.text()
      expect(xml).toContain(`<domain>${of}</domain>`)
      expect(xml).toContain(`<hostname>${server}</hostname>`)
    }
  }
})

test('Autodiscover answers in any letter case, and its JSON form leads there', async ({ request }) => {
  for (const path of ['/autodiscover/autodiscover.xml', '/Autodiscover/Autodiscover.xml', '/AutoDiscover/autodiscover.xml']) {
    const answer = await request.post(path, { data: question(address), headers: { 'Content-Type': 'text/xml' } })
    expect(answer.status()).toBe(200)
    expect(await answer.text()).toContain(`<LoginName>${address}</LoginName>`)
  }
  const url = `${process.env.POSTERN_URL}/autodiscover/autodiscover.xml`
  for (const path of [
    `/autodiscover/autodiscover.json?Email=${address}&Protocol=AutodiscoverV1`,
    `/autodiscover/autodiscover.json/v1.0/${address}?Protocol=Autodiscoverv1`,
  ])
    expect(await (await request.get(path)).json()).toEqual({ Protocol: 'AutodiscoverV1', Url: url })
  expect((await request.get(`/autodiscover/autodiscover.json?Email=${address}&Protocol=ActiveSync`)).status()).toBe(400)
})

test('no answer depends on whether there is such a mailbox, and a domain that is not here has none', async ({ request }) => {
  const masked = async (of: string) => {
    const answers = [
      await request.get(`/mail/config-v1.1.xml?emailaddress=${of}`),
      await request.post('/autodiscover/autodiscover.xml', { data: question(of) }),
      await request.get(`/autodiscover/autodiscover.json?Email=${of}&Protocol=AutodiscoverV1`),
      await request.get(`/setup?address=${of}`),
    ]
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    return {
      statuses: answers.map((answer) => answer.status()),
      answers: texts.slice(0, 3).map((text) => text.replaceAll(of, 'ADDRESS')),
    }
  }
  expect(await masked(`nobody@${domain}`)).toEqual(await masked(address))
  expect((await masked('anna@not-here.test')).statuses).toEqual([404, 404, 404, 200])
  for (const path of [
    '/setup/profile?address=x',
    '/mail/config-v1.1.xml',
    `/mail/config-v1.1.xml?emailaddress=${'a'.repeat(5000)}@${domain}`,
  ])
    expect((await request.get(path)).status(), path).toBe(404)
})

test('a person sees what to type, downloads a profile, and opens the same on a phone', async ({ page }) => {
  const login = await givenMailbox(host, `types@${domain}`, { pop3: false, displayName: 'Tina' })
  await enterMailbox(page, login)
  await page.getByRole('link', { name: 'Devices', exact: true }).click()
  await expect(page.getByText(server).first()).toBeVisible()
  await expect(page.getByText('Incoming mail (POP3)')).toHaveCount(0)
  await expect(page.getByRole('img', { name: `QR code that opens the settings of ${login.address} on a phone` })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the profile' }).click()
  const profile = await download
  expect(profile.suggestedFilename()).toBe(`${domain}.mobileconfig`)
  const stream = await profile.createReadStream()
  const text = (await stream.toArray()).join('')
  expect(text).toContain(`<string>${login.address}</string>`)
  expect(text).toContain('<string>Tina</string>')

  await becomeStranger(page)
  await page.goto(`/setup?address=${login.address}`)
  await expect(page.getByRole('link', { name: 'Download the profile' })).toBeVisible()
  await page.getByRole('link', { name: 'Another address' }).click()
  await page.getByLabel('Your address').fill('anna@not-here.test')
  await page.getByRole('button', { name: 'Show the settings' }).click()
  await expect(page.getByText('No mail of that address is kept here.')).toBeVisible()
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('the public page speaks it', async ({ page }) => {
    await page.goto('/setup')
    await page.getByLabel('Tu dirección').fill(address)
    await page.getByRole('button', { name: 'Mostrar los ajustes' }).click()
    await expect(page.getByText('Correo entrante (IMAP)')).toBeVisible()
  })
})

test.describe('an administrator', () => {
  test.use({ storageState: ({ session }, use) => use(session) })

  test('sees the records of a domain, and takes them along as a zone file', async ({ page }) => {
    await page.goto(`/domains/${domain}/dns`)
    await expect(page.getByRole('row', { name: new RegExp(`_imaps._tcp.${domain}`) })).toContainText(`0 1 993 ${server}.`)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe(`${domain}.zone`)
    const { zone } = await read<{ zone: string }>(`/domains/${domain}/dns-records`)
    expect(zone).toContain(`$ORIGIN ${domain}.`)
  })
})

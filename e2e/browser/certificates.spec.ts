// A certificate from the browser to the wire, what is refused, and a policy from the wizard to the senders that fetch it.
import { readFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { HostCertificatesView } from '#lib/certificates/schema'
import { issue } from '#lib/x509/testing'
import { read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain } from '../support/given'
import { lab, nameOf } from '../support/lab'
import { expectForEverybody } from '../support/looks'
import { untilTrue } from '../support/until'

const host = 'mail3'
const path = `/hosts/${host}/certificates`
/** The host's own: other tests go on with what they trust. */
const own = async () => ({
  certificate: await readFile(lab.paths.certificate(host), 'utf8'),
  privateKey: await readFile(lab.paths.privateKey(host), 'utf8'),
})

test('a certificate is uploaded, planned, installed, and seen on every port', async ({ page }) => {
  const { certificate, privateKey } = await own()
  await page.goto(path)
  await page.getByRole('button', { name: 'Upload a certificate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Certificate and chain').fill(certificate)
  await dialog.getByLabel('Private key').fill(issue('other').privateKey)
  await dialog.getByRole('button', { name: 'Upload' }).click()
  await expect(dialog.getByText('This key belongs to none of the certificates.').first()).toBeVisible()
  await dialog.getByLabel('Private key').fill(privateKey)
  await dialog.getByRole('button', { name: 'Upload' }).click()
  await expect(dialog.getByText(/^The chain is not complete/).first()).toBeVisible()
  await expect(dialog.getByLabel('Certificate and chain')).toHaveValue(/BEGIN CERTIFICATE/)
  await dialog.getByLabel('Private key').fill(privateKey)
  await dialog.getByText('It comes from an authority of our own').click()
  await dialog.getByRole('button', { name: 'Upload' }).click()
  await expect(dialog).toBeHidden()
  const view = () => read<HostCertificatesView>(path)
  await untilTrue('it is installed', async () => (await view()).certificates[0]?.installed === true, 60_000)
  // Before, the same was seen without anybody having chosen it.
  const isChosen = ({ findings }: HostCertificatesView['served'][number]) => findings.some(({ code }) => code === 'own_authority')
  const onMailPorts = async () => (await view()).served.filter(({ port }) => port !== 443)
  await untilTrue('it is seen', async () => (await onMailPorts()).length > 5 && (await onMailPorts()).every(isChosen), 60_000)
  const { certificates, served } = await view()
  expect(served.filter(({ port }) => port !== 443).map(({ fingerprint }) => fingerprint)).toEqual(
    served.filter(({ port }) => port !== 443).map(() => certificates[0]?.fingerprint),
  )
  await page.reload()
  await expect(page.getByText('In use', { exact: true })).toBeVisible()
  await expect(page.getByText('Connections work; something could be better')).toBeVisible()
  await expect(page.getByText(/^3 1 1 [0-9a-f]{64}$/)).toBeVisible()
  expect(await page.content()).not.toContain('PRIVATE KEY-----\\n')
  await expectForEverybody(page)
  await page.goto('/certificates')
  await expect(page.getByRole('heading', { name: host })).toBeVisible()
  await expectForEverybody(page)
})

test('what the authority is told is checked, and what it refuses is said in words', async ({ page }) => {
  await page.goto(path)
  await page.getByText('Get and renew certificates for this host').click()
  await page.getByLabel('Names', { exact: true }).fill('*.example.test')
  await page.getByLabel('Directory of the authority').fill('https://127.0.0.1:9/directory')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^A name with a star can be proved by a DNS record alone/).first()).toBeVisible()
  await page.getByLabel('Names', { exact: true }).fill(nameOf(host))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(async () => (await read<HostCertificatesView>(path)).renewal.names).toEqual([nameOf(host)])
  await untilTrue('the authority was asked', async () => (await read<HostCertificatesView>(path)).renewal.code !== null, 30_000)
  await page.reload()
  await expect(page.getByText('The authority gave no certificate')).toBeVisible()
  await expectForEverybody(page)
  await page.getByText('Get and renew certificates for this host').click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await untilTrue('it is off', async () => !(await read<HostCertificatesView>(path)).renewal.renews, 10_000)
})

/** As a sender fetches it: what counts is the name that it calls. */
function fetched(base: string, called: string): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const url = new URL('/.well-known/mta-sts.txt', base)
    get(
      { host: url.hostname, port: url.port, path: url.pathname, headers: { Host: called, 'X-Forwarded-Host': 'mta-sts.evil.test' } },
      (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text }))
      },
    ).on('error', reject)
  })
}

test('a policy begins with testing, is served to senders by its name alone, and is not enforced too soon', async ({ page, baseURL }) => {
  const domain = await givenDomain('mail1')
  const base = baseURL ?? ''
  expect((await fetched(base, `mta-sts.${domain}`)).status).toBe(404)
  await page.goto(`/domains/${domain}/dns/mta-sts`)
  await expect(page.getByText(/^Begin with testing: nothing is kept back/)).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Publish the records below/)).toBeVisible()
  await expect(page.getByText(/^v=STSv1; id=\d{14,32};$/)).toBeVisible()
  const served = await fetched(base, `mta-sts.${domain}`)
  expect(served).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/plain/) })
  expect(served.text).toBe(`version: STSv1\r\nmode: testing\r\nmx: ${nameOf('mail1')}\r\nmax_age: 604800\r\n`)
  for (const other of [domain, 'mta-sts.evil.test', 'localhost']) expect((await fetched(base, other)).status).toBe(404)
  await page.getByText('Enforce', { exact: true }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(
    page
      .getByText(/: mail (to it )?would be kept back\.$|^Nobody has looked at the certificate|^The world does not see the record/)
      .first(),
  ).toBeVisible()
  await expectForEverybody(page)
})

// Files of reports dropped into the browser, and what pages make of them: also of those that are meant to hurt.
import { aggregateXml, packed, tlsReport } from '#lib/received-reports/testing'
import { expect, test } from '../support/browser'
import { givenDomain } from '../support/given'
import { expectForEverybody } from '../support/looks'

const host = 'mail1'
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })
const forged = { ip: '203.0.113.9', count: 5, dkim: 'fail', spf: 'fail', signedBy: null } as const

test('files are added together, each with what became of it', async ({ page }) => {
  const domain = await givenDomain(host)
  await page.goto('/reports')
  await page.getByRole('link', { name: 'Add reports' }).first().click()
  const hostile = '<img src=x onerror=alert(1)>'
  const escaped = hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const xml = aggregateXml(domain, [{ count: 30 }, { ...forged, headerFrom: escaped }], { organisation: escaped })
  await page
    .getByLabel('Files')
    .setInputFiles([
      file('report.xml.gz', packed(xml)),
      file('again.xml', Buffer.from(xml)),
      file('tls.json.gz', tlsReport(domain)),
      file('../../etc/passwd', Buffer.from('root:x:0:0')),
      file(
        'attack.xml',
        Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><feedback>&b;</feedback>'),
      ),
    ])
  await page.getByRole('button', { name: 'Add 5 files' }).click()
  await expect(page.getByText('2 reports were taken')).toBeVisible({ timeout: 30_000 })
  const results = page.getByRole('table', { name: 'What became of each file' })
  await expect(results.getByRole('row', { name: /again\.xml/ })).toContainText('known already')
  await expect(results.getByRole('row', { name: /passwd/ })).toContainText('It is no DMARC or TLS report.')
  await expect(results.getByRole('row', { name: /attack\.xml/ })).toContainText('It declares a document type')
  await expectForEverybody(page)

  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('Too early to say: 1 of 14 days with reports, 35 of 100 messages')).toBeVisible()
  await expect(page.getByRole('heading', { name: '203.0.113.0/24' })).toBeVisible()
  await expect(page.getByText('SPF: the domain does not name this server')).toBeVisible()
  await expectForEverybody(page)
  await page.getByRole('link', { name: 'It is mine: let SPF name it' }).click()
  await expect(page.getByRole('textbox', { name: 'Other addresses' })).toHaveValue(/203\.0\.113\.9/)

  await page.goto(`/reports/received?domain=${domain}&kind=aggregate`)
  await page.getByRole('link', { name: hostile }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Report of ${hostile}`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the original' }).click()])
  expect(download.suggestedFilename()).toBe('report.xml.gz')
  await expectForEverybody(page)
})

test('what was refused is listed with the reason, and pages without reports say what to do', async ({ page }) => {
  const domain = await givenDomain(host)
  await page.goto('/reports/received?state=refused')
  await expect(page.getByRole('row', { name: /attack\.xml/ }).first()).toContainText('refused')
  await expectForEverybody(page)
  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('No report about this domain in this time')).toBeVisible()
  await expectForEverybody(page)
  await page.goto('/reports')
  await expectForEverybody(page)
})

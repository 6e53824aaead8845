// Roundcube of the lab, as a person and as a program meets it.
import { expect, type Page } from '@playwright/test'
import { save } from './api'
import { lab } from './lab'

export const webmail = 'https://webmail.example.test/'

/** The panel knows it, and from where it asks. */
export const offerWebmail = () =>
  save('PATCH', '/settings', { webmailUrl: webmail, webmailSignOn: [`${webmail} ${lab.address('web')} ${lab.address6('web')}`] })

/** One click, at /me; gives the page that it opens. */
export async function openWebmail(page: Page, name = 'Open webmail'): Promise<Page> {
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name }).click()
  const roundcube = await opened
  await roundcube.waitForURL(/_task=mail/)
  return roundcube
}

export const logOut = async (roundcube: Page) => {
  await roundcube.goto(`${webmail}?_task=mail`)
  // While it fetches its list it does nothing that is asked of it.
  await roundcube.waitForFunction("window.rcmail?.commands['switch-task'] && !rcmail.busy")
  await roundcube.locator('#taskmenu a.logout').click()
  await expect(roundcube.locator('#login-form')).toBeVisible()
}

/** By hand, as at any Roundcube. */
export async function signInToRoundcube(page: Page, { address, password }: { address: string; password: string }): Promise<void> {
  await page.goto(webmail)
  await page.locator('#rcmloginuser').fill(address)
  await page.locator('#rcmloginpwd').fill(password)
  await page.locator('#rcmloginsubmit').click()
}

/** What the panel answers the webmail's server, asked from that server or from the world outside. */
export async function askPanel(from: 'web' | 'mail2', path: string, body: object): Promise<{ status: number; text: string }> {
  const url = `https://panel.test/api/webmail/${path}`
  const argv = ['/usr/bin/curl', '-s', '-w', '\n%{http_code}', '-H', 'Content-Type: application/json', '-d', '@-', url]
  const { code, stdout, stderr } = await lab.exec(from, argv, { stdin: JSON.stringify(body) })
  if (code !== 0) throw new Error(`curl ended with ${code}: ${stderr}`)
  const end = stdout.lastIndexOf('\n')
  return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) }
}

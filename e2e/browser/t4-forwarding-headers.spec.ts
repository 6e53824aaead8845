// T4: Host, X-Forwarded-*, X-Real-IP and Forwarded of strangers change nothing: no link, no redirect, no cookie, no limit, no address.
import { type IncomingHttpHeaders, request } from 'node:http'
import { read } from '../support/api'
import { expect, test } from '../support/browser'
import { unique } from '../support/given'

type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** With any Host, which fetch does not allow. */
function ask(path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  const { hostname, port } = new URL(process.env.POSTERN_URL ?? '')
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const stranger = 'evil.example'
const lies = {
  Host: stranger,
  'X-Forwarded-Host': stranger,
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Port': '8443',
  'X-Forwarded-For': '198.51.100.77',
  'X-Real-IP': '198.51.100.77',
  Forwarded: `for=198.51.100.77;host=${stranger};proto=https`,
  'x-postern-client': 'x 198.51.100.77',
}
const own = () => new URL(process.env.POSTERN_URL ?? '').origin

test('no redirect and no page names the host that a stranger wrote', async () => {
  for (const path of [
    '/',
    '/domains',
    '/me',
    '/sign-in',
    '/forgot',
    '/api/auth/signin',
    '/api/auth/oidc/callback?code=x&state=y',
    '/api/auth/providers',
  ]) {
    const { status, headers, text } = await ask(path, lies)
    expect([path, JSON.stringify(headers).includes(stranger)]).toEqual([path, false])
    expect([path, text.includes(stranger)]).toEqual([path, false])
    if (headers.location) expect(new URL(headers.location, own()).origin, path).toBe(own())
    expect(status, path).toBeLessThan(500)
  }
})

test('a cookie is that of the configured URL, whatever scheme a stranger claims', async () => {
  const { headers } = await ask('/api/auth/csrf', lies)
  const cookies = headers['set-cookie'] ?? []
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).not.toMatch(/__Secure-|__Host-|;\s*Domain=/i)
})

test('who knocks is written down with the address of the connection, and a new one claimed each time is no new one', async ({ page }) => {
  const name = `stranger-${unique()}@example.test`
  let limited = 0
  for (let i = 0; i < 13; i++) {
    const claimed = { ...lies, Host: new URL(own()).host, 'X-Forwarded-For': `198.51.100.${i}`, 'X-Real-IP': `198.51.100.${i}` }
    const first = await ask('/api/auth/csrf', claimed)
    const cookie = (first.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
    const { csrfToken } = JSON.parse(first.text) as { csrfToken: string }
    const form = new URLSearchParams({ address: name, password: `guess number ${i}`, csrfToken, json: 'true' })
    const headers = { ...claimed, Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' }
    if ((await ask('/api/auth/callback/credentials', headers, String(form))).text.includes('rate_limited')) limited++
  }
  expect(limited).toBeGreaterThan(0)
  await page.goto(`/sign-ins?search=${name}`)
  await expect(page.getByRole('row').filter({ hasText: name }).first()).toContainText(/127\.0\.0\.1|::1/)
  expect(await page.content()).not.toContain('198.51.100.')
})

test('what a token did stands in its list with the address of the connection', async () => {
  const headers = { ...lies, Host: new URL(own()).host, Authorization: `Bearer ${process.env.POSTERN_TOKEN}` }
  expect((await ask('/api/v1/domains', headers)).status).toBe(200)
  const tokens = await read<{ lastUsedFrom: string | null }[]>('/tokens')
  expect(tokens.map(({ lastUsedFrom }) => lastUsedFrom).filter((address) => address?.startsWith('198.51.100.'))).toEqual([])
  // Links of a list are relative: nothing of the Host comes back.
  expect((await ask('/api/v1/domains?limit=1', { ...headers, Host: stranger })).headers.link ?? '').not.toContain(stranger)
})

// Certificates on real Postfix and Dovecot of both dialects, read off the wire by openssl.
import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { HostCertificate } from '#lib/protocol/certificates'
import { type Issued, issue } from '#lib/x509/testing'
import { machine } from '../e2e/lab/machine-under-test'
import { agentPath, ask, askAll, configure, helloRequest, lab, putAgent, refusal, request } from './testing/agent-on-host'

const zone = `${machine}.test`
const root = issue('Root of the test', { authority: true })
const middle = issue('Between', { authority: true, by: root })
const certificateFor = (...names: string[]) => issue(names[0] ?? '', { names, by: middle })
const item = ({ pem, privateKey }: Issued, names: string[] = []): HostCertificate => ({ chain: pem + middle.pem, privateKey, names })
const first = certificateFor(`mail.${zone}`)
const other = certificateFor(`mail.other.${zone}`, `*.wild.${zone}`)
const fingerprint = ({ pem }: Issued) => new X509Certificate(pem).fingerprint256

/** The certificate that is shown, and whether the one between comes with it. */
async function shown(port: number, name: string): Promise<{ fingerprint: string; count: number }> {
  const upgrade = port === 25 || port === 587 ? ['-starttls', 'smtp'] : port === 143 ? ['-starttls', 'imap'] : []
  const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', name, '-showcerts', ...upgrade]
  const { stdout } = await lab.exec(machine, ['/usr/bin/openssl', ...args], { stdin: 'QUIT\n', deadlineMs: 20_000 })
  const found = stdout.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return { fingerprint: found[0] ? new X509Certificate(found[0]).fingerprint256 : stdout, count: found.length }
}

const listed = async (folder: string) => (await lab.exec(machine, ['/usr/bin/ls', '-1', folder])).stdout.split('\n').filter(Boolean)

beforeAll(async () => {
  await putAgent(machine)
  await configure(machine)
})

describe('certificates of a host', () => {
  it('are planned, with keys unseen, then shown on every port; each name gets its own', async () => {
    const certificates = [item(first), item(other, [`mail.other.${zone}`, `*.wild.${zone}`])]
    const plan = await ask(machine, 'plan-certificates', { certificates })
    expect(plan.changes.map(({ file }) => file)).toContain('/etc/postfix/main.cf')
    expect(JSON.stringify(plan)).not.toContain('BEGIN PRIVATE KEY')
    expect(await ask(machine, 'apply-certificates', { certificates, ifDigest: plan.digest })).toEqual({
      changed: true,
      reloaded: ['postfix', 'dovecot'],
    })
    for (const port of [25, 587, 465, 143, 993, 995]) {
      expect(await shown(port, 'nobody.example'), `${port}`).toEqual({ fingerprint: fingerprint(first), count: 2 })
      expect(await shown(port, `mail.other.${zone}`), `${port} by name`).toEqual({ fingerprint: fingerprint(other), count: 2 })
      expect((await shown(port, `a.wild.${zone}`)).fingerprint, `${port} by star`).toBe(fingerprint(other))
    }
    const again = await ask(machine, 'apply-certificates', { certificates, ifDigest: null })
    expect(again).toEqual({ changed: false, reloaded: [] })
  })

  it('end without a trace of their keys', async () => {
    const next = certificateFor(`mail.${zone}`)
    await ask(machine, 'apply-certificates', { certificates: [item(next)], ifDigest: null })
    expect((await shown(993, `mail.other.${zone}`)).fingerprint).toBe(fingerprint(next))
    expect(await listed('/etc/postern/tls/certificates')).toHaveLength(2)
    const { code } = await lab.exec(machine, ['/usr/bin/grep', '-rlF', first.privateKey.split('\n')[1] ?? '', '/etc', '/var/lib/postern'])
    expect(code).toBe(1)
    const readable = ['/usr/bin/find', '/etc/postern/tls/certificates', '/etc/postfix/postern', '-name', '*key.pem*', '-perm', '/077']
    expect((await lab.exec(machine, readable)).stdout).toBe('')
    const built = ['/usr/bin/find', '/etc/postfix/postern', '-name', 'server-names*', '-perm', '/077']
    expect((await lab.exec(machine, built)).stdout).toBe('')
  })

  it('outlive a later change of the configuration', async () => {
    const before = (await shown(25, '')).fingerprint
    await configure(machine)
    expect((await shown(25, '')).fingerprint).toBe(before)
    expect((await shown(993, '')).fingerprint).toBe(before)
  })

  it('are refused when they could not work', async () => {
    const ended = issue('ended', { names: [`mail.${zone}`], by: middle, to: new Date(Date.now() - 1000) })
    const early = issue('early', { names: [`mail.${zone}`], by: middle, from: new Date(Date.now() + 3_600_000) })
    const cases: [HostCertificate, RegExp][] = [
      [{ ...item(first), privateKey: other.privateKey }, /key is of another/],
      [{ ...item(first), chain: first.pem + root.pem }, /not in order/],
      [item(first, ['else.example.org']), /does not carry/],
      [item(ended), /ended on/],
      [item(early), /begins on/],
    ]
    for (const [one, why] of cases) {
      const error = await refusal(machine, 'apply-certificates', { certificates: [one], ifDigest: null })
      expect(error).toMatchObject({ code: 'config_refused', message: expect.stringMatching(why) })
    }
    expect(await refusal(machine, 'apply-certificates', { certificates: [item(first)], ifDigest: '0'.repeat(64) })).toMatchObject({
      code: 'drift',
    })
    const hostile = { ...item(first), names: [`x\nsmtpd_milters=`] }
    expect(await refusal(machine, 'apply-certificates', { certificates: [hostile], ifDigest: null })).toMatchObject({
      code: 'invalid_request',
    })
  })

  it('come back as they were when a daemon does not take the new ones', async () => {
    const before = (await shown(993, '')).fingerprint
    await lab.exec(machine, ['/usr/bin/sh', '-c', "echo 'no_such_setting_of_dovecot = 1' > /etc/dovecot/conf.d/98-broken.conf"])
    const error = await refusal(machine, 'apply-certificates', { certificates: [item(certificateFor(`mail.${zone}`))], ifDigest: null })
    await lab.exec(machine, ['/usr/bin/rm', '/etc/dovecot/conf.d/98-broken.conf'])
    expect(error.code).toBe('config_refused')
    await ask(machine, 'hello', { protocol: 4 })
    expect((await shown(993, '')).fingerprint).toBe(before)
    expect((await shown(25, '')).fingerprint).toBe(before)
  })
})

describe('a certificate authority that asks on port 80', () => {
  const token = 'token_of_the_test-0123456789'
  const answers = [{ token, keyAuthorization: `${token}.${'k'.repeat(43)}` }]
  const url = `http://[::1]/.well-known/acme-challenge/${token}`

  const curl = (...args: string[]) => lab.exec(machine, ['/usr/bin/curl', '-sg', ...args])
  const closed = () => expect.poll(async () => (await curl(url)).code, { timeout: 10_000 }).toBe(7)

  /** A channel that says one thing, stays open for some seconds, says the other and stays again. */
  async function withChannel(said: { answers: typeof answers }[], meanwhile: () => Promise<void>): Promise<void> {
    const lines = said.map((input, index) => `echo '${request(index + 2, { op: 'answer-challenges', input })}'; sleep 4;`)
    const script = `( echo '${helloRequest}'; ${lines.join(' ')} ) | /usr/bin/node ${agentPath}`
    await Promise.all([lab.exec(machine, ['/usr/bin/sh', '-c', script]), meanwhile()])
  }

  it('is answered by a process of nobody', async () => {
    await withChannel([{ answers }], async () => {
      await expect.poll(async () => (await curl(url)).stdout, { timeout: 4000, interval: 100 }).toBe(answers[0]?.keyAuthorization)
      expect((await curl(url.replace('[::1]', '127.0.0.1'))).stdout).toBe(answers[0]?.keyAuthorization)
      expect((await curl('-o', '/dev/null', '-w', '%{http_code}', `${url}x`)).stdout).toBe('404')
      const { stdout } = await lab.exec(machine, ['/usr/bin/ps', '-eo', 'user,args'])
      const processes = stdout.split('\n').filter((line) => /cjs challenges$/.test(line))
      expect(processes).toEqual([expect.stringMatching(/^(nobody|65534)/)])
    })
    await closed()
  })

  it('is answered no more when the channel says so', async () => {
    await withChannel([{ answers }, { answers: [] }], async () => {
      await expect.poll(async () => (await curl(url)).code, { timeout: 4000, interval: 100 }).toBe(0)
      await expect.poll(async () => (await curl(url)).code, { timeout: 6500, interval: 100 }).toBe(7)
    })
  })

  it('is not answered where another program has the port, which is said', async () => {
    const script = "require('node:net').createServer().listen(80, '::', () => setTimeout(() => process.exit(), 20000))"
    await lab.exec(machine, ['/usr/bin/sh', '-c', `/usr/bin/node -e "${script}" >/dev/null 2>&1 & sleep 1`])
    const [answer] = await askAll(machine, [{ op: 'answer-challenges', input: { answers } }])
    expect(answer).toMatchObject({ ok: false, error: { code: 'config_refused', message: expect.stringContaining('another program') } })
    await lab.exec(machine, ['/usr/bin/pkill', '-f', 'createServer'])
  })
})

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { labUnderTest, openLab } from './lab.mjs'
import { machine } from './machine-under-test'

const lab = openLab(labUnderTest)
const dig = async (...query: string[]) => (await lab.exec(machine, ['/usr/bin/dig', '+short', ...query])).stdout.trim()

test('a domain that nobody has written down has its MX at the host whose zone it is in', async () => {
  expect(await dig('invented-just-now.mail1.test', 'MX')).toBe('10 mail1.example.test.')
  expect(await dig('invented-just-now.mail3.test', 'MX')).toBe('10 mail3.example.test.')
  expect(await dig('-x', lab.address('mail2'))).toBe('mail2.other.test.')
})

test('a name of the real world does not exist', async () => {
  expect((await lab.exec(machine, ['/usr/bin/dig', 'example.com', 'A'])).stdout).toContain('status: NXDOMAIN')
})

test('the outside world takes mail, and its user reads it', async () => {
  const subject = randomUUID()
  const sent = await lab.hub([
    '/usr/bin/swaks',
    '--server',
    lab.address('mail2'),
    '-f',
    'x@hub.test',
    '-t',
    'bob@other.test',
    '--h-Subject',
    subject,
  ])
  expect(sent.code, sent.stdout).toBe(0)
  const search = ['/usr/bin/doveadm', 'search', '-u', 'bob@other.test', 'mailbox', 'INBOX', 'subject', subject]
  await expect.poll(async () => (await lab.exec('mail2', search)).stdout.trim(), { timeout: 10_000 }).not.toBe('')
})

test('a machine has no way out of the lab', async () => {
  const { stdout } = await lab.exec(machine, ['/usr/sbin/ip', 'route', 'show', 'default'])
  expect(stdout).toBe('')
})

test('a cut cable loses what is sent, and mending it brings the machine back', async () => {
  const reach = () =>
    lab.hub(['/usr/bin/curl', '--silent', '--max-time', '2', `telnet://${lab.address(machine)}:25`], { stdin: 'QUIT\r\n' })
  await lab.cutNetwork(machine)
  try {
    expect((await reach()).stdout).toBe('')
  } finally {
    await lab.restoreNetwork(machine)
  }
  await expect.poll(async () => (await reach()).stdout, { timeout: 10_000 }).toContain(`220 ${lab.fqdn(machine)}`)
})

// Mail programs of people and of strangers, run on mail2, which is the outside world: swaks, curl, openssl.
import { randomUUID } from 'node:crypto'
import type { Machine } from '../../e2e/lab/machine-under-test'
import { lab } from './agent-on-host'

type Sending = {
  from: string
  to: string
  login?: string
  password?: string
  port?: 25 | 465 | 587
  body?: string
  headers?: string[]
  helo?: string
}
export type Sent = { accepted: boolean; transcript: string; token: string }

/** The token is in the body, so that a message can be found again. */
export async function send(
  machine: Machine,
  { from, to, login, password, port = login ? 587 : 25, body = '', headers = [], helo }: Sending,
): Promise<Sent> {
  const token = randomUUID()
  const auth = login ? ['--auth', 'PLAIN', '--auth-user', login, '--auth-password', password ?? ''] : []
  const tls = port === 465 ? ['--tls-on-connect'] : port === 587 ? ['--tls'] : []
  const arguments_ = [
    '--server',
    lab.address(machine),
    '--port',
    String(port),
    '--from',
    from,
    '--to',
    to,
    '--body',
    `${token}\n${body}`,
    ...headers.flatMap((header) => ['--header', header]),
    ...auth,
    ...tls,
    ...(helo === undefined ? [] : ['--ehlo', helo]),
    '--timeout',
    '20',
    '--suppress-data',
  ]
  const { code, stdout, stderr } = await lab.exec('mail2', ['/usr/bin/swaks', ...arguments_])
  return { accepted: code === 0, transcript: stdout + stderr, token }
}

/** For expect.poll: Dovecot looks at a passwd-file once a second at most, and two seconds are promised. */
export const asPromised = { timeout: 2_000, interval: 50 }

/** Whether a login works, by protocol. */
export async function canLogIn(
  machine: Machine,
  protocol: 'imap' | 'pop3' | 'submission' | 'sieve',
  login: string,
  password: string,
): Promise<boolean> {
  const host = lab.address(machine)
  if (protocol === 'imap' || protocol === 'pop3') {
    const { code } = await lab.exec('mail2', [
      '/usr/bin/curl',
      '-sk',
      '--max-time',
      '15',
      '-u',
      `${login}:${password}`,
      `${protocol}s://${host}/`,
    ])
    return code === 0
  }
  if (protocol === 'submission') {
    const { code } = await lab.exec('mail2', [
      '/usr/bin/swaks',
      '--server',
      host,
      '--port',
      '587',
      '--tls',
      '--auth',
      'PLAIN',
      '--auth-user',
      login,
      '--auth-password',
      password,
      '--quit-after',
      'AUTH',
    ])
    return code === 0
  }
  const secret = Buffer.from(`\0${login}\0${password}`).toString('base64')
  const dialogue = ['/usr/bin/openssl', 's_client', '-quiet', '-starttls', 'sieve', '-connect', `${host}:4190`]
  const { stdout } = await lab.exec('mail2', dialogue, { stdin: `AUTHENTICATE "PLAIN" "${secret}"\r\nLOGOUT\r\n` })
  return stdout.split(/\r?\n/).filter((line) => line.startsWith('OK')).length >= 2 && !stdout.includes('NO ')
}

/** Waits until the mailbox's Maildir holds a message with the token. */
export async function hasArrived(machine: Machine, mailbox: string, token: string, waitMs = 10_000): Promise<boolean> {
  const [localPart, domain] = mailbox.split('@')
  const until = Date.now() + waitMs
  do {
    const { code } = await lab.exec(machine, [
      '/usr/bin/grep',
      '-rqs',
      token,
      `/var/vmail/${domain}/${localPart}/Maildir/new`,
      `/var/vmail/${domain}/${localPart}/Maildir/cur`,
    ])
    if (code === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 150))
  } while (Date.now() < until)
  return false
}

// Mail programs of people and of strangers, run on mail2, which is the world outside: swaks, curl, openssl. It trusts the lab's
// certificate authority and asks the lab's DNS.
import { randomUUID } from 'node:crypto'
import type { Login } from './given'
import { lab, type ManagedHost, nameOf } from './lab'
import { freshSource } from './source-address'
import { untilTrue } from './until'

const deadlineMs = 45_000
export const onOutside = (argv: string[], { stdin = '' } = {}) => lab.exec('mail2', argv, { stdin, deadlineMs })

export type Sending = { host: ManagedHost; from: string; to: string; as?: Login; port?: 25 | 465 | 587; body?: string; headers?: string[] }
export type Sent = { accepted: boolean; transcript: string; token: string }

/** Sends by SMTP. The token is in the body, so that the message can be found again. */
export async function send({ host, from, to, as: login, port = login ? 587 : 25, body = '', headers }: Sending): Promise<Sent> {
  const token = randomUUID()
  const tls = port === 465 ? ['--tls-on-connect'] : port === 587 ? ['--tls'] : []
  const fields = headers ?? [`Subject: ${token}`]
  const content = ['--body', `${token}\n${body}`, ...fields.flatMap((field) => ['--header', field])]
  const argv = [...swaks(host, port), '--from', from, '--to', to, ...content, ...(login ? authenticate(login) : []), ...tls]
  const { code, stdout, stderr } = await onOutside([...argv, '--suppress-data', '--timeout', '30'])
  return { accepted: code === 0, transcript: stdout + stderr, token }
}

const swaks = (host: ManagedHost, port: number) => [
  '/usr/bin/swaks',
  '-4',
  '--server',
  lab.address(host),
  '--port',
  String(port),
  '--helo',
  'hub.test',
]
const authenticate = ({ address, password }: Pick<Login, 'address' | 'password'>) => [
  '--auth',
  'PLAIN',
  '--auth-user',
  address,
  '--auth-password',
  password,
]

/** Hands a message to the outside world's own mail server, which finds the way by MX. */
export async function sendFromOutside(from: string, to: string): Promise<string> {
  const token = randomUUID()
  const argv = ['/usr/bin/swaks', '--server', '127.0.0.1', '--from', from, '--to', to, '--body', token, '--header', `Subject: ${token}`]
  const { code, stdout } = await lab.exec('mail2', [...argv, '--suppress-data'])
  if (code !== 0) throw new Error(`the outside did not take it: ${stdout}`)
  return token
}

export const protocols = ['imap', 'pop3', 'submission', 'sieve'] as const
export type Protocol = (typeof protocols)[number]

/** Whether a login works. Each attempt comes from another address: Dovecot slows an address down after a failure. */
export async function canLogIn({ host, address, password }: Login, protocol: Protocol): Promise<boolean> {
  const source = await freshSource()
  if (protocol === 'imap' || protocol === 'pop3') {
    const attempt = () => curl(host, `${protocol}s`, '/', { address, password }, ['--interface', source])
    // 56: the host ended the connection, as it does to the sessions of a mailbox that just changed. It is asked once more.
    const first = await attempt()
    const { code } = first.code === 56 ? await attempt() : first
    if (code !== 0 && code !== 67) throw new Error(`curl ended with ${code}: not a matter of the login`)
    return code === 0
  }
  if (protocol === 'submission') {
    const argv = [...swaks(host, 587), '--tls', '--local-interface', source, ...authenticate({ address, password }), '--quit-after', 'AUTH']
    const { code, stdout } = await onOutside(argv)
    if (code !== 0 && !/535 |454 4\.7\.0/.test(stdout)) throw new Error(`not a matter of the login: ${stdout}`)
    return code === 0
  }
  const secret = Buffer.from(`\0${address}\0${password}`).toString('base64')
  const argv = [
    '/usr/bin/openssl',
    's_client',
    '-4',
    '-quiet',
    '-starttls',
    'sieve',
    '-bind',
    `${source}:0`,
    '-connect',
    `${nameOf(host)}:4190`,
  ]
  const { stdout, stderr } = await onOutside(argv, { stdin: `AUTHENTICATE "PLAIN" "${secret}"\r\nLOGOUT\r\n` })
  const answers = stdout.split(/\r?\n/).filter((line) => /^(OK|NO|BYE)\b/.test(line))
  if (answers.length === 0) throw new Error(`ManageSieve said nothing: ${stdout}${stderr}`)
  return answers.filter((line) => line.startsWith('OK')).length >= 2 && !answers.some((line) => line.startsWith('NO'))
}

/** The certificate is checked against the lab's authority and the host's name, as a mail program does. */
function curl(
  host: ManagedHost,
  scheme: 'imaps' | 'pop3s',
  path: string,
  login: { address: string; password: string },
  more: string[] = [],
) {
  const argv = ['/usr/bin/curl', '-s4', '--max-time', '30', '-u', `${login.address}:${login.password}`, ...more]
  return onOutside([...argv, `${scheme}://${nameOf(host)}${path}`])
}

/** The message as a mail program shows it, or null while the mailbox does not hold it. */
export async function readByImap(login: Login, token: string): Promise<string | null> {
  const found = await curl(login.host, 'imaps', `/INBOX?TEXT%20${token}`, login)
  if (found.code !== 0) throw new Error(`IMAP search as ${login.address}: curl ended with ${found.code}`)
  const number = /^\* SEARCH (\d+)/m.exec(found.stdout)?.[1]
  return number === undefined ? null : (await curl(login.host, 'imaps', `/INBOX/;MAILINDEX=${number}`, login)).stdout
}

/** The newest message by POP3S. */
export async function readByPop3(login: Login): Promise<string> {
  const listed = await curl(login.host, 'pop3s', '/', login)
  const last = listed.stdout.trim().split(/\r?\n/).at(-1)?.split(' ')[0]
  return (await curl(login.host, 'pop3s', `/${last}`, login)).stdout
}

export const hasIt = async (login: Login, token: string): Promise<boolean> => (await readByImap(login, token)) !== null

export const arrives = (login: Login, token: string): Promise<true> => untilTrue(`a message in ${login.address}`, () => hasIt(login, token))

/** Until a mailbox of the outside world holds the message. */
export async function arrivesOutside(address: string, token: string): Promise<string> {
  const [user, domain] = address.split('@')
  const find = () => lab.exec('mail2', ['/usr/bin/grep', '-rls', token, `/var/vmail/${domain}/${user}/Maildir/new`])
  await untilTrue(`a message in ${address}`, async () => (await find()).code === 0)
  return lab.readFile('mail2', (await find()).stdout.trim())
}

/** Whether a folder that IMAP shows under this name holds the message. */
export async function liesIn({ host, address, password }: Login, folder: string, token: string): Promise<boolean> {
  const path = `/${encodeURIComponent(folder)}/`
  const { stdout } = await curl(host, 'imaps', path, { address, password }, ['-X', `SEARCH BODY ${token}`])
  return /^\* SEARCH \d/m.test(stdout)
}

/** A conversation in ManageSieve (RFC 5804), as webmail's: gives what the server said. */
export async function manageSieve({ host, address, password }: Login, lines: readonly string[]): Promise<string> {
  const secret = Buffer.from(`\0${address}\0${password}`).toString('base64')
  const argv = ['/usr/bin/openssl', 's_client', '-quiet', '-starttls', 'sieve', '-connect', `${lab.address(host)}:4190`]
  const stdin = [`AUTHENTICATE "PLAIN" "${secret}"`, ...lines, 'LOGOUT', ''].join('\r\n')
  return (await onOutside(argv, { stdin })).stdout
}

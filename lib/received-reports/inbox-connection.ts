// A connection to the watched mailbox: always encrypted, with a certificate that is valid for the server's name, to the one address that was looked at, and to
// a private one by permission alone. What the server may make us hold is bounded.
import 'server-only'
import { isIP } from 'node:net'
import { ImapFlow } from 'imapflow'
import { OutboundError, outboundReasonOf } from '#lib/outbound/guarded-fetch'
import { reportLimits } from '#lib/reports/limits'
import { inboxAddress } from './inbox-address'
import type { InboxProblem, InboxSettings } from './inbox-schema'

const connectMs = 15_000
const silentMs = 60_000
/** A mail with a report of the largest kind, as its lines are encoded. */
export const mailBytesMax = Math.ceil(reportLimits.bytesMax * 1.4)

export class InboxError extends Error {
  constructor(
    readonly problem: InboxProblem,
    cause?: unknown,
  ) {
    super(`the report mailbox: ${problem}`, { cause })
    this.name = 'InboxError'
  }
}

/** Signed in; `use` is given the connection, which ends with it. Throws InboxError for what is wrong at the other side. */
export async function withInbox<T>(settings: InboxSettings, password: string | null, use: (client: ImapFlow) => Promise<T>): Promise<T> {
  if (settings.host === '' || settings.user === '' || !password) throw new InboxError('incomplete')
  const client = await connected(settings, password)
  try {
    return await use(client)
  } finally {
    await client.logout().catch(() => client.close())
  }
}

async function connected({ host, port, security, user, allowPrivate }: InboxSettings, password: string): Promise<ImapFlow> {
  try {
    const servername = isIP(host) ? undefined : host
    const client = new ImapFlow({
      host: await inboxAddress(host, allowPrivate),
      servername,
      port,
      secure: security === 'tls',
      doSTARTTLS: security === 'starttls' ? true : undefined,
      auth: { user, pass: password },
      tls: { ...(servername && { servername }), rejectUnauthorized: true, minVersion: 'TLSv1.2' },
      clientInfo: { name: 'Postern' },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: silentMs,
      maxLineLength: 1024 * 1024,
      maxLiteralSize: mailBytesMax,
      maxResponseSize: mailBytesMax + 1024 * 1024,
    })
    // It is told of what ends a connection between two commands; the next command fails by itself.
    client.on('error', () => undefined)
    await client.connect()
    return client
  } catch (error) {
    throw new InboxError(problemOf(error), error)
  }
}

const ofOutbound: Record<string, InboxProblem> = {
  private_address: 'private_address',
  not_found: 'not_found',
  timeout: 'timeout',
  tls: 'tls',
}

export function problemOf(error: unknown): InboxProblem {
  if (error instanceof InboxError) return error.problem
  if (error instanceof OutboundError) return ofOutbound[error.reason] ?? 'refused'
  if (!(error instanceof Error)) return 'protocol'
  if ('authenticationFailed' in error && error.authenticationFailed === true) return 'sign_in'
  const code = 'code' in error ? String(error.code) : ''
  if (/TIMEOUT/i.test(code)) return 'timeout'
  if (/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE)$/.test(code)) return 'refused'
  return outboundReasonOf(error) === 'tls' ? 'tls' : 'protocol'
}

/** Opens a folder to read and move in. */
export async function openFolder(client: ImapFlow, folder: string): Promise<{ messages: number }> {
  try {
    return { messages: (await client.mailboxOpen(folder)).exists }
  } catch (error) {
    throw new InboxError(client.usable ? 'folder' : problemOf(error), error)
  }
}

// Lines of a domain's app passwords (Dovecot passwd-file): one per password and protocol, `name/protocol+selector`. The selector is of the
// password that is typed, so Dovecot finds the one line and checks one hash. Nobody can type a slash or a plus (auth_username_chars).
// A disabled mailbox has none: what it was, its state in the panel knows.
import { type AppPasswordState, appPasswordState, type MailboxState } from '#lib/protocol/state'
import { protocolNames } from './render-users'

const protocols = Object.entries(protocolNames) as [keyof typeof protocolNames, string][]

export const appPasswordLines = ({ localPart, enabled, appPasswords }: MailboxState): string[] =>
  enabled ? appPasswords.flatMap((password) => linesOf(localPart, password)) : []

/** allow_nets is Dovecot's own; the other two are for the log (login_log_format_elements) and for `expire`. */
function linesOf(localPart: string, { mark, selector, passwordHash, protocols: allowed, networks, expiresAt }: AppPasswordState): string[] {
  const fields = [
    `${markField}=${mark}`,
    ...(expiresAt === null ? [] : [`${expiryField}=${expiresAt}`]),
    ...(networks.length > 0 ? [`allow_nets=${networks.join(',')}`] : []),
  ]
  return protocols
    .filter(([name]) => allowed[name])
    .map(([, protocol]) => `${localPart}/${protocol}+${selector}:${passwordHash}::::::${fields.join(' ')}`)
}

const markField = 'app_password'
const expiryField = 'app_password_expires'
const linePattern = /^([^/:\s]+)\/([a-z0-9]+)\+([0-9a-f]{8}):([^:]+)::::::(.*)$/

/** The way back, by local part. */
export function readAppPasswords(lines: readonly string[]): Map<string, AppPasswordState[]> {
  const found = new Map<string, Map<string, AppPasswordState>>()
  for (const line of lines) {
    const [, localPart = '', protocol, selector, passwordHash, rest = ''] = linePattern.exec(line) ?? []
    const fields = fieldsOf(rest)
    const name = protocols.find(([, word]) => word === protocol)?.[0]
    const read = appPasswordState.safeParse({
      mark: fields.get(markField),
      selector,
      passwordHash,
      protocols: { imap: false, pop3: false, submission: false, sieve: false },
      networks: fields.get('allow_nets')?.split(',') ?? [],
      expiresAt: fields.has(expiryField) ? Number(fields.get(expiryField)) : null,
    })
    if (!name || !read.success) continue
    const ofMailbox = found.get(localPart) ?? new Map<string, AppPasswordState>()
    const password = ofMailbox.get(read.data.mark) ?? read.data
    password.protocols[name] = true
    found.set(localPart, ofMailbox.set(password.mark, password))
  }
  return new Map([...found].map(([localPart, ofMailbox]) => [localPart, [...ofMailbox.values()]]))
}

const fieldsOf = (text: string) =>
  new Map(text.split(' ').map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]))

/** Whose line it is and from where it may be used, for the end of its sessions. */
export function ownerOf(line: string): { localPart: string; networks: string[] } {
  const [, localPart = '', , , , rest = ''] = linePattern.exec(line) ?? []
  return { localPart, networks: fieldsOf(rest).get('allow_nets')?.split(',') ?? [] }
}

export function isExpired(line: string, now: Date): boolean {
  const expiry = fieldsOf(linePattern.exec(line)?.[5] ?? '').get(expiryField)
  return expiry !== undefined && Number(expiry) * 1000 <= now.getTime()
}

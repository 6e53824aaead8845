// From what the database holds of a domain to what the host shall hold. Pure. Left out: what is disabled or has expired, groups that
// nobody belongs to or that nobody may post to (their address is then refused as unknown), mirrors that are disabled.

import { AppError } from '#lib/errors'
import { type Filter, type MailboxRules, mailboxRules, type Vacation } from '#lib/protocol/rules'
import { type DomainState, domainState } from '#lib/protocol/state'
import { openedKey, type SealedKey } from './domain-keys'

type AppPasswordContent = {
  id: string
  selector: string
  secretHash: string
  networks: string[]
  expiresAt: string | null
  imap: boolean
  pop3: boolean
  submission: boolean
  sieve: boolean
}

export type DomainContent = {
  kind: 'hosted' | 'alias' | 'relay'
  enabled: boolean
  relayServer: string | null
  relayPort: number | null
  relayLookupMx: boolean
  /** null: any recipient. */
  relayRecipients: string[] | null
  mirrors: string[]
  mailboxes: {
    localPart: string
    passwordHash: string
    quotaBytes: number
    enabled: boolean
    imap: boolean
    pop3: boolean
    submission: boolean
    sieve: boolean
    keepCopy: boolean
    forwards: string[]
    appPasswordsOnly: boolean
    appPasswords: AppPasswordContent[]
    rules: { vacation: (Omit<Vacation, 'addresses'> & { enabled: boolean }) | null; filters: Filter[]; addresses: string[] | null } | null
  }[]
  aliases: { localPart: string; enabled: boolean; expiresAt: string | null; destinations: string[] }[]
  groups: {
    localPart: string
    enabled: boolean
    whoMayPost: 'anyone' | 'domain' | 'members' | 'senders'
    members: string[]
    senders: string[]
  }[]
  sendAs: { sender: string; logins: string[] }[]
  /** Those that sign, of the domain and of its mirrors. */
  dkim: SealedKey[]
}

/** `content` null: the domain is not, or no longer, on that host. Throws AppError `internal` for what no agent would take. */
export function domainStateOf(name: string, content: DomainContent | null, now: Date): DomainState {
  const parsed = domainState.safeParse(shape(name, content, now))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('internal', { subject: name, detail: `no valid state: ${issue?.path.join('.')}: ${issue?.message}` })
}

function shape(domain: string, content: DomainContent | null, now: Date): unknown {
  if (!content?.enabled || content.kind === 'alias') return { kind: 'absent', domain }
  if (content.kind === 'relay') return { kind: 'relay', domain, nextHop: nextHopOf(content), recipients: content.relayRecipients }
  return {
    kind: 'hosted',
    domain,
    aliasDomains: content.mirrors,
    mailboxes: content.mailboxes.map((mailbox) => mailboxOf(mailbox, now)),
    aliases: content.aliases
      .filter((alias) => alias.enabled && alias.destinations.length > 0 && !(alias.expiresAt && new Date(alias.expiresAt) <= now))
      .map(({ localPart, destinations }) => ({ localPart: localPart === '' ? null : localPart, destinations })),
    groups: content.groups.filter(isOpen).map(({ localPart, members, whoMayPost, senders }) => ({
      localPart,
      members,
      whoMayPost: whoMayPost === 'senders' ? { kind: whoMayPost, senders } : { kind: whoMayPost },
    })),
    sendAs: content.sendAs,
    dkim: content.dkim.map(openedKey),
  }
}

const isOpen = (group: DomainContent['groups'][number]) =>
  group.enabled && group.members.length > 0 && (group.whoMayPost !== 'senders' || group.senders.length > 0)

const nextHopOf = ({ relayServer, relayPort, relayLookupMx }: DomainContent) =>
  relayServer === null ? null : { server: relayServer, port: relayPort, lookupMx: relayLookupMx }

function mailboxOf(mailbox: DomainContent['mailboxes'][number], now: Date) {
  const { localPart, passwordHash, quotaBytes, enabled, imap, pop3, submission, sieve, keepCopy, forwards, appPasswordsOnly } = mailbox
  const forwarding = forwards.length > 0 ? { destinations: forwards, keepCopy } : null
  const protocols = { imap, pop3, submission, sieve }
  const appPasswords = mailbox.appPasswords.filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now).map(appPasswordOf)
  const rules = rulesOf(mailbox)
  return {
    ...{ localPart, passwordHash, quotaBytes, enabled, protocols, forwarding, appPasswords, appPasswordsOnly },
    ...(rules && { rules }),
  }
}

/** `addresses`: under which else mail reaches the mailbox. What an absence has beside what the host must know stays here. */
function rulesOf({ rules }: DomainContent['mailboxes'][number]): MailboxRules | null {
  if (!rules) return null
  const { vacation, filters, addresses } = rules
  const away = vacation?.enabled
    ? { subject: vacation.subject, text: vacation.text, days: vacation.days, from: vacation.from, until: vacation.until }
    : null
  if (away === null && filters.length === 0) return null
  return mailboxRules.parse({ vacation: away && { ...away, addresses: addresses ?? [] }, filters })
}

const appPasswordOf = ({ id, selector, secretHash, networks, expiresAt, imap, pop3, submission, sieve }: AppPasswordContent) => ({
  mark: id.replaceAll('-', ''),
  ...{ selector, passwordHash: secretHash, networks, protocols: { imap, pop3, submission, sieve } },
  // The host counts in whole seconds; it must not end before its time.
  expiresAt: expiresAt === null ? null : Math.ceil(new Date(expiresAt).getTime() / 1000),
})

// Lines of a domain's passwd-file (Dovecot passwd-file): one per mailbox, and one `name/protocol` for each protocol that is off,
// which a passdb with deny=yes finds first. A slash cannot be typed in a user name (auth_username_chars). A disabled mailbox is a
// comment: no login and no delivery finds it, and its hash is still here when it comes back.
import type { MailboxState, ProtocolSwitches } from '#lib/protocol/state'
import type { Dialect } from './dialect'

/** What Dovecot calls the protocols: Postfix asks its SASL questions as `smtp`, ManageSieve is `sieve`. */
export const protocolNames = { imap: 'imap', pop3: 'pop3', submission: 'smtp', sieve: 'sieve' } as const satisfies Record<
  keyof ProtocolSwitches,
  string
>

/** Beside a mailbox whose password itself opens nothing: a passdb with deny=yes finds it behind the app passwords and before the password. */
export const appPasswordsOnlyKey = 'password'

export function userLines(mailbox: MailboxState, dialect: Dialect): string[] {
  const { localPart, passwordHash, quotaBytes, enabled, protocols, appPasswordsOnly } = mailbox
  const entry = `${localPart}:${passwordHash}::::::${renderQuota(quotaBytes, dialect)}`
  const denied = Object.entries(protocolNames).filter(([name]) => !protocols[name as keyof ProtocolSwitches])
  return [
    enabled ? entry : `#${entry}`,
    ...denied.map(([, protocol]) => `${localPart}/${protocol}:`),
    ...(appPasswordsOnly ? [`${localPart}/${appPasswordsOnlyKey}:`] : []),
  ]
}

function renderQuota(bytes: number, dialect: Dialect): string {
  if (bytes === 0) return ''
  return dialect === '2.3' ? `userdb_quota_rule=*:bytes=${bytes}` : `userdb_quota_storage_size=${bytes}B`
}

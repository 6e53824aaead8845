// The managed files and how a domain finds its own. A table of addresses is split in 16 shards by the domain's hash, so that one
// change in a host of 100,000 mailboxes rebuilds a map of some 6,000 lines, and still every file is replaced whole.
import { createHash } from 'node:crypto'

export const shardCount = 16
export const singleTables = ['domains', 'relay-domains', 'transport', 'recipients', 'posters'] as const
export const shardedTables = ['mailboxes', 'aliases', 'senders', 'relay-recipients'] as const
export type SingleTable = (typeof singleTables)[number]
export type ShardedTable = (typeof shardedTables)[number]

const tableFolder = 'postfix/postern/'
const usersFolder = 'dovecot/postern/users/'
const appPasswordsFolder = 'dovecot/postern/app/'
export const tableLabel = (name: string) => tableFolder + name
export const usersLabel = (domain: string) => usersFolder + domain
export const appPasswordsLabel = (domain: string) => appPasswordsFolder + domain
export const isAppPasswordsLabel = (label: string) => label.startsWith(appPasswordsFolder)
/** A passwd-file of Dovecot's, which belongs to one domain, and no table of Postfix. */
export const isPasswdLabel = (label: string) => label.startsWith(usersFolder) || isAppPasswordsLabel(label)
const rulesFolder = 'dovecot/postern/rules/'
/** What happens to incoming mail, by mailbox; the Sieve scripts are built from it. */
export const rulesLabel = (domain: string) => rulesFolder + domain
export const isRulesLabel = (label: string) => label.startsWith(rulesFolder)
const signerFolder = 'postern/dkim/'
const dkimKeysFolder = `${signerFolder}keys/`
/** A domain's signing keys, a line each; the files that the signer reads are built from it. */
export const dkimKeysLabel = (domain: string) => dkimKeysFolder + domain
export const isDkimKeysLabel = (label: string) => label.startsWith(dkimKeysFolder)
/** What the signer reads: OpenDKIM the first two, rspamd the third. */
export const signerTables = ['key-table', 'signing-table', 'rspamd-domains'] as const
export type SignerTable = (typeof signerTables)[number]
export const signerLabel = (name: SignerTable | '') => signerFolder + name
export const isSignerTable = (label: string) => label.startsWith(signerFolder) && !isDkimKeysLabel(label)
/** Such a file is one domain's alone. */
export const isOneDomains = (label: string) => isPasswdLabel(label) || isRulesLabel(label) || isDkimKeysLabel(label)
/** Postfix asks a map that is built of it. */
export const isPostfixTable = (label: string) => label.startsWith(tableFolder)

export const shardNames = (table: ShardedTable) => Array.from({ length: shardCount }, (_, index) => `${table}.${index.toString(16)}`)
export const tableNames = [...singleTables, ...shardedTables.flatMap(shardNames)]

export function shardOf(domain: string): string {
  return createHash('sha256').update(domain).digest('hex').charAt(0)
}

export const labelOf = (table: SingleTable | ShardedTable, domain: string) =>
  tableLabel(shardedTables.some((sharded) => sharded === table) ? `${table}.${shardOf(domain)}` : table)

/** Every file in which lines of the domain may stand. */
export const labelsOf = (domain: string) => [
  ...[...singleTables, ...shardedTables].map((table) => labelOf(table, domain)),
  usersLabel(domain),
  appPasswordsLabel(domain),
  rulesLabel(domain),
  dkimKeysLabel(domain),
  ...signerTables.map(signerLabel),
]

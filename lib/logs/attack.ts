// What in an event speaks against the address that it came from. One such line proves nothing: attack-watch.ts tells when it is enough.
import type { EventOf, LogEvent } from './event'

export type AttackKind =
  /** A password or a name guessed. */
  | 'guess'
  /** Came, looked, and went without anything a mail client does. */
  | 'probe'
  /** Spoke before its turn, or no SMTP at all. */
  | 'protocol'
  | 'relay'
  | 'helo'
  /** Named a recipient that does not exist. */
  | 'recipient'
  | 'blocklist'
  /** Refused for another reason, or too fast. */
  | 'refused'
  | 'spam'
  | 'web'
  /** Another guard has shut it out already. */
  | 'banned'

export type Attack = { kind: AttackKind; address: string; user: string | null; attempts: number }

export function attackOf(event: LogEvent): Attack | null {
  switch (event.kind) {
    case 'sign-in-failed':
      return attack('guess', event.client.address, event.user, event.attempts)
    case 'credentials-refused':
      return attack('guess', event.client.address, event.user)
    case 'no-sign-in':
      return attack('probe', event.client.address, event.user)
    case 'session-broken':
      return isProbe(event) ? attack(event.stage === 'AUTH' ? 'guess' : 'probe', event.client.address) : null
    case 'bad-protocol':
      return attack('protocol', event.client.address)
    case 'screen-failed':
      return attack(event.test === 'DNSBL' ? 'blocklist' : 'protocol', event.client.address)
    case 'rate-limited':
      return attack('refused', event.client.address)
    case 'greylisted':
      return event.reason?.startsWith('early-retry') ? attack('refused', event.client.address) : null
    case 'decision':
      return refusal(event)
    case 'scanned':
      return isBadSource(event) ? attack('spam', event.address) : null
    case 'banned':
      return attack('banned', event.address)
    case 'web-request':
      return isWebAttack(event) ? attack('web', event.address) : null
    default:
      return null
  }
}

const attack = (kind: AttackKind, address: string | null, user: string | null = null, attempts = 1): Attack | null =>
  address === null ? null : { kind, address, user, attempts }

// A client that means to send comes at least as far as MAIL before the line breaks.
const early = new Set(['CONNECT', 'UNKNOWN', 'EHLO', 'HELO', 'AUTH', 'NOOP', 'RSET', 'QUIT'])
const isProbe = ({ what, stage }: EventOf<'session-broken'>): boolean =>
  (what === 'too many errors' || stage === null || early.has(stage)) && what !== 'timeout'

const refusalWords: [words: string, kind: AttackKind][] = [
  ['relay access denied', 'relay'],
  ['relaying denied', 'relay'],
  ['relay not permitted', 'relay'],
  ['helo command rejected', 'helo'],
  ['blocked using', 'blocklist'],
  ['is in an rbl', 'blocklist'],
  ['user unknown', 'recipient'],
  ['no such user', 'recipient'],
  ['unknown user', 'recipient'],
]

/** Refusals of the client or its recipients. What greylisting or a full mailbox puts off speaks against nobody. */
function refusal(event: EventOf<'decision'>): Attack | null {
  const { action, reason, client, reply, envelope } = event
  if (action !== 'reject' && action !== 'defer' && action !== 'milter-reject') return null
  const lower = reason.toLowerCase()
  const known = refusalWords.find(([words]) => lower.includes(words))
  if (known) return attack(known[1], client.address, envelope.sasl?.user ?? null)
  const put = action !== 'defer' && (reply?.code ?? 500) < 500
  return put || lower.includes('greylist') ? null : attack('refused', client.address, envelope.sasl?.user ?? null)
}

/** A scanner that refuses a source for what it is (a list of bad ones), rather than a message for what it holds. */
const isBadSource = ({ action }: EventOf<'scanned'>): boolean => action.startsWith('spam') && /black|block|deny/.test(action)

// Software that a mail host does not run, asked for by every scan of the web.
const scanned = [
  'wp-login',
  'wp-admin',
  'wp-content',
  'wp-includes',
  'wordpress',
  'xmlrpc.php',
  'phpmyadmin',
  'pma/',
  'myadmin',
  'mysqladmin',
  'vtigercrm',
  'cgi-bin',
  '.env',
  '.git/',
  'vendor/phpunit',
  'administrator/',
  'joomla',
  'typo3',
  'horde',
  'squirrelmail',
  'roundcube',
  'webmail',
  'muieblackcat',
  'w00tw00t',
  'license.txt',
]

// Sign-in pages that answer 200 to a failure and redirect after success.
const signInPages = ['/wp-login.php', '/administrator/index.php', '/typo3/', '/contao/login', '/?_task=login', '/user/login']

/** 444 is nginx's word for a connection that it shut without an answer (its own configuration said so). */
function isWebAttack({ method, path, status }: EventOf<'web-request'>): boolean {
  if (status === 444) return true
  const lower = path.toLowerCase()
  if (method === 'POST' && (status === 200 || status === 401)) return signInPages.some((page) => lower.includes(page))
  const missing = status === 404 || status === 403 || status === 400 || status === 405
  return missing && scanned.some((name) => lower.startsWith(`/${name}`))
}

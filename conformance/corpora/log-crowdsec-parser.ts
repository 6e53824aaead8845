// Single lines and the fields that another project's parsers find in them (crowdsec, mail part).
import type { LogEvent } from '#lib/logs/event'
import { type ReadEvent, readEvent } from '#lib/logs/read-event'
import { statusText } from '#lib/logs/reply'
import { type Case, type Corpus, failed, unscored, verdictOf } from '../corpus'
import { whenever } from '../log-context'

type Fields = Record<string, string | null | undefined>

/** Names of that project's pipeline, not of anything in the line. */
const theirs = new Set([
  'log_type',
  'log_type_enh',
  'service',
  'program',
  'sub_type',
  'timestamp',
  'timestamp8601',
  'date',
  'time',
  'logsource',
  'cid',
  'tid',
])
const insides = ['exim_', 'dovecot_user_backend', 'auth_func', 'kvItems', 'smtp_return_codes']

/** What they cut out of the words of a refusal, and we leave there. */
const inWords = new Set(['rbl_url', 'rate_limit', 'target_port', 'acl'])
const wordsOf = (event: LogEvent): string => (event.kind === 'decision' ? `${event.stage} ${event.reason}` : '')

export const logCrowdsecParser: Corpus = {
  name: 'log-crowdsec-parser',
  judge(given: Case) {
    const expected = { ...given.expected_parsed, ...given.expected_meta } as Record<string, string>
    if (['source_ip', 'username', 'cid'].some((name) => !given.input.includes(expected[name] ?? '')))
      return unscored('fields of another line')
    const read = readEvent(given.input, whenever)
    if (!given.matched) return verdictOf([])
    if (read.event.kind === 'unknown') return failed('unknown line')
    const found = fieldsOf(read)
    return verdictOf(
      Object.entries(expected).map(([name, value]) => {
        if (theirs.has(name) || insides.some((start) => name.startsWith(start))) return null
        if (inWords.has(name) && wordsOf(read.event).includes(value)) return null
        return same(found[name], value) ? null : `${name}: ${JSON.stringify(found[name])} instead of ${JSON.stringify(value)}`
      }),
    )
  },
}

function same(found: string | null | undefined, expected: string): boolean {
  if (found == null) return false
  const [ours, other] = [found.trim(), expected.trim()]
  // Their pattern leaves the level in front of the words.
  return ours === other || other === `Info: ${ours}` || (ours !== '' && Number(ours) === Number(other))
}

function fieldsOf({ line, event }: ReadEvent): Fields {
  const common: Fields = { pid: line.pid?.toString(), machine: line.host, loglevel: line.program === 'nginx' ? line.part : null }
  return { ...common, ...peerFields(event), ...eventFields(event) }
}

function peerFields(event: LogEvent): Fields {
  if (event.kind === 'name-mismatch')
    return { remote_host: event.name, source_hostname: event.name, remote_addr: event.address, source_ip: event.address }
  if (!('client' in event)) return {}
  const { name, address, port } = event.client
  const host = name ?? 'unknown'
  return {
    source_ip: address,
    remote_addr: address,
    remote_host: host,
    source_hostname: host,
    source_dns: name,
    dovecot_remote_ip: address,
    port: port?.toString(),
    remote_port: port?.toString(),
    source_port: port?.toString(),
  }
}

function eventFields(event: LogEvent): Fields {
  switch (event.kind) {
    case 'sign-in':
    case 'sign-in-failed':
    case 'no-sign-in': {
      const reason = 'reason' in event ? event.reason : null
      return {
        username: event.user,
        target_user: event.user,
        dovecot_user: event.user ?? '',
        dovecot_local_ip: event.server?.address,
        dest_ip: event.server?.address,
        dest_port: event.server?.port?.toString(),
        source_helo: 'helo' in event ? event.helo : null,
        protocol: event.service,
        dovecot_login_message: reason,
        dovecot_login_result: event.kind === 'sign-in-failed' ? 'auth_failed' : null,
        message_failure: reason,
        auth_result: reason,
      }
    }
    case 'credentials-refused':
      return { dovecot_user: event.user, dovecot_login_message: lastWords(event.reason), dovecot_login_result: 'auth_failed' }
    case 'connect':
      return { dest_ip: event.server?.address, dest_port: event.server?.port?.toString() }
    case 'decision':
      return {
        action: event.action,
        command: event.stage,
        reason: event.reason,
        helo: event.subject,
        source_helo: event.envelope.helo,
        tls_cipher: event.envelope.tls,
        smtp_basic_status_code: event.reply?.code?.toString(),
        smtp_enhanced_status_code: event.reply?.enhanced && statusText(event.reply.enhanced),
        source_user: event.envelope.sender,
        target_user: event.envelope.recipient,
        username: event.envelope.recipient,
      }
    case 'bad-protocol':
      return { command: event.data }
    case 'screen-failed':
      return { pregreet: event.test, count: event.rank?.toString(), time_attempt: event.after?.toString(), message_attempt: event.data }
    case 'scanned':
      return {
        source_ip: event.address,
        from_email: event.sender,
        message_id: event.queueId,
        spam_score: event.score?.toString(),
        to_domain: event.recipients.join(','),
      }
    case 'banned':
      return { source_ip: event.address, ban_duration_min: event.minutes?.toString() }
    default:
      return {}
  }
}

/** They name the function apart: `pam_authenticate() failed: `. */
const lastWords = (reason: string): string => reason.replace(/^pam_authenticate\(\) failed: /, '')

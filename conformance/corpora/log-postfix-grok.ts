// Message texts of one Postfix program each, and the fields that the patterns of another project find in them (postfix-grok-patterns). Their
// names are mapped to ours once, here; pieces of a line (relay, delays, counters) are asked of the functions that read those pieces.
import type { LogEvent, Peer, Relay } from '#lib/logs/event'
import { parseEvent } from '#lib/logs/parse-event'
import { readCommands } from '#lib/logs/postfix/connection'
import { readDelays } from '#lib/logs/postfix/delivery'
import { readTlsFeatures } from '#lib/logs/postfix/tls-features'
import { statusText } from '#lib/logs/reply'
import { readPairs, readRelay } from '#lib/logs/scan'
import { type Case, type Corpus, failed, unscored, verdictOf } from '../corpus'

type Fields = Record<string, string | null | undefined>

export const logPostfixGrok: Corpus = {
  name: 'log-postfix-grok',
  judge(given: Case) {
    const found = fieldsOf(given.program, given.input)
    if (found === null) return given.negative ? { passed: true } : failed('unknown line')
    if (given.negative) return failed('understood, and should not be')
    if (found === 'piece') return unscored('pieces of lines that the product reads only as part of a line')
    return verdictOf(Object.entries(given.expected as Record<string, string>).map(([name, value]) => compare(name, value, found)))
  },
}

function compare(name: string, expected: string, found: Fields): string | null {
  if (name === 'postfix_keyvalue_data') return pairsDiffer(expected, found)
  const value = found[name]
  const same = value === expected || value === expected.trimEnd() || (isNumber(expected) && Number(value) === Number(expected))
  return same ? null : `${name}: ${JSON.stringify(value)} instead of ${JSON.stringify(expected)}`
}

const isNumber = (text: string): boolean => /^\d+(?:\.\d+)?$/.test(text)

/** What they leave as text, we have taken apart: each pair has to be there. */
function pairsDiffer(expected: string, found: Fields): string | null {
  const pairs = readPairs(expected.replace(/,$/, ''), 0, expected.includes(', ') ? ', ' : ' ')
  const wrong = [...pairs].filter(([key, value]) => found[`kv:${key}`] !== value)
  return wrong.length === 0 ? null : `pairs ${JSON.stringify(wrong)} instead of ${JSON.stringify(wrong.map(([key]) => found[`kv:${key}`]))}`
}

/** Programs of that project that stand for a piece of a line. */
function fieldsOf(program: string, text: string): Fields | 'piece' | null {
  switch (program) {
    case 'delays':
      return ofDelays(text)
    case 'relay':
      return ofRelay(readRelay(text))
    case 'command_counter_data':
      return ofCommands(text)
    case 'tls_features':
      return text.includes(' ') ? ofEvent('smtp', text) : ofTlsFeatures(text)
    case 'keyvalue':
    case 'kv':
      return Object.fromEntries([...readPairs(text, 0, text.includes(', ') ? ', ' : ' ')].map(([key, value]) => [`postfix_${key}`, value]))
    case 'queueid':
    case 'status_code':
    case 'action':
      return 'piece'
    default:
      return ofEvent(program, text)
  }
}

function ofDelays(text: string): Fields | null {
  const delays = readDelays(text)
  return (
    delays && {
      postfix_delay_before_qmgr: String(delays.beforeQueue),
      postfix_delay_in_qmgr: String(delays.inQueue),
      postfix_delay_conn_setup: String(delays.connecting),
      postfix_delay_transmission: String(delays.transmitting),
    }
  )
}

const ofRelay = ({ name, address, port, socket }: Relay): Fields => ({
  postfix_relay_hostname: name,
  postfix_relay_ip: address,
  postfix_relay_port: port?.toString(),
  postfix_relay_service: socket ?? name,
})

function ofCommands(text: string): Fields {
  const entries = Object.entries(readCommands(text)).flatMap(([command, { accepted, total }]): [string, string][] => {
    const name = `postfix_cmd_${command === 'commands' ? 'count' : command}`
    return [
      [`${name}_accepted`, String(accepted)],
      [name, String(total)],
    ]
  })
  return Object.fromEntries(entries)
}

function ofTlsFeatures(text: string): Fields {
  const { level, undecided, downgrade, requireTls } = readTlsFeatures(text)
  return {
    postfix_tls_security_level: level,
    postfix_tls_policy_undecided: undecided ? '?' : null,
    postfix_tls_downgrade_level: downgrade,
    postfix_requiretls: requireTls ? 'requiretls' : null,
    postfix_requiretls_policy_undecided: requireTls?.undecided ? '?' : null,
    postfix_requiretls_policy_violation: requireTls?.violated ? '!' : null,
    postfix_requiretls_downgrade_level: requireTls?.downgrade,
  }
}

function ofEvent(program: string, text: string): Fields | null {
  const part = program === 'script' ? 'postfix-script' : program.replaceAll('_', '-')
  const line = { at: null, host: null, program: 'postfix', part, service: null, pid: null, text, cut: false, format: 'bare' } as const
  const event = parseEvent(line)
  if (event.kind === 'unknown') return null
  return {
    ...eventFields(event),
    ...('queueId' in event && event.queueId ? { postfix_queueid: event.queueId } : {}),
    ...pairsOf(event, text),
  }
}

const client = ({ name, address, port }: Peer): Fields => ({
  postfix_client_hostname: name ?? 'unknown',
  postfix_client_ip: address,
  postfix_client_ip_unknown: address === null ? 'unknown' : null,
  postfix_client_port: port?.toString(),
})

/** Every pair that a decision's or a delivery's line holds, under its own name. */
function pairsOf(event: LogEvent, text: string): Fields {
  if (event.kind === 'decision') {
    const { sender, recipient, protocol, helo } = event.envelope
    return { 'kv:from': sender, 'kv:to': recipient, 'kv:proto': protocol, 'kv:helo': helo }
  }
  if (event.kind === 'delivery') {
    const { delays, tls } = event
    const number = (key: string): string | undefined => new RegExp(`${key}=([^,]*)`).exec(text)?.[1]
    return {
      'kv:to': event.recipient,
      'kv:orig_to': event.originalRecipient,
      'kv:relay': relayText(event.relay),
      'kv:delay': event.delay === null ? null : number('delay'),
      'kv:delays': delays && number('delays'),
      'kv:dsn': event.dsn && statusText(event.dsn),
      'kv:tls': tls && number('tls'),
      'kv:conn_use': event.connectionUse?.toString(),
    }
  }
  if (event.kind === 'accepted') return { 'kv:client': relayText({ ...event.client, socket: null }) }
  if (event.kind === 'picked-up') return { 'kv:uid': String(event.uid), 'kv:from': event.sender }
  if (event.kind === 'queued')
    return {
      'kv:from': event.sender,
      'kv:size': String(event.size),
      'kv:nrcpt': String(event.recipients),
      postfix_qmgr_active: event.state,
    }
  return {}
}

function relayText({ name, address, port, socket }: Relay): string {
  if (socket) return `${name}[${socket}]`
  if (address === null) return name ?? 'none'
  return `${name ?? 'unknown'}[${address}]${port === null ? '' : `:${port}`}`
}

function eventFields(event: LogEvent): Fields {
  switch (event.kind) {
    case 'connect':
      return { ...client(event.client), postfix_server_ip: event.server?.address, postfix_server_port: event.server?.port?.toString() }
    case 'disconnect': {
      const counters = Object.entries(event.commands).map(
        ([name, { accepted, total }]) => `${name}=${accepted === total ? total : `${accepted}/${total}`}`,
      )
      const none = counters.join(' ') === 'commands=0' ? 'commands=0/0' : counters.join(' ')
      return { ...client(event.client), postfix_command_counter_data: none }
    }
    case 'session-broken':
      return { ...client(event.client), postfix_smtpd_lostconn_data: event.what, postfix_smtp_stage: event.stage }
    case 'bad-protocol':
      return {
        ...client(event.client),
        postfix_smtpd_lostconn_data: event.what,
        postfix_smtp_stage: event.stage,
        postfix_pipelining_data: event.data,
      }
    case 'tls':
      return {
        ...(event.side === 'server' ? client(event.peer) : ofRelay({ ...event.peer, socket: null })),
        postfix_tls_trustlevel: event.trust,
        postfix_tls_version: event.protocol,
        postfix_tls_cipher: event.cipher,
        postfix_tls_cipher_size: event.bits && `${event.bits.used}/${event.bits.of}`,
        postfix_tls_key_exchange: event.keyExchange,
        postfix_tls_server_signature: event.signature,
        postfix_tls_server_signature_size: event.signatureSize,
        postfix_tls_server_digest: event.digest,
      }
    case 'tls-failed':
      return {
        ...(event.side === 'server' ? client(event.peer) : ofRelay({ ...event.peer, socket: null })),
        postfix_smtpd_lostconn_data: event.what,
        postfix_tls_error: event.reason,
      }
    case 'delivery':
      return deliveryFields(event.status, event.reason)
    case 'remote-refused':
      return { ...ofRelay(event.relay), postfix_smtp_response: event.reply.text, postfix_smtp_stage: event.stage }
    case 'remote-sign-in-failed':
      return { ...ofRelay(event.relay), postfix_smtp_response: event.reply.text }
    case 'remote-lost':
      return { ...ofRelay(event.relay), postfix_smtp_lostconn_data: event.what, postfix_smtp_lostconn_reason: event.stage }
    case 'connect-failed':
      return { ...ofRelay(event.relay), postfix_smtp_lostconn_data: event.reason }
    case 'workaround':
      return { ...ofRelay(event.relay), postfix_pix_workaround: event.workarounds }
    case 'decision':
      return decisionFields(event)
    case 'screened':
      return { ...client(event.client), postfix_postscreen_access: event.verdict }
    case 'screen-failed':
      return {
        ...client(event.client),
        postfix_postscreen_violation: event.test,
        postfix_postscreen_dnsbl_rank: event.rank?.toString(),
        postfix_postscreen_violation_time: event.after?.toString(),
        postfix_smtp_stage: event.stage,
      }
    case 'dnsbl':
      return { postfix_client_ip: event.address, postfix_dnsbl_domain: event.list, postfix_dnsbl_result: event.result }
    case 'rate-statistics':
      return {
        postfix_anvil_cache_size: event.what === 'cache' ? String(event.value) : null,
        postfix_anvil_conn_rate: event.what === 'rate' ? String(event.value) : null,
        postfix_anvil_conn_count: event.what === 'count' ? String(event.value) : null,
        postfix_anvil_conn_period: event.period,
        postfix_service: event.service,
        postfix_client_ip: event.address,
        postfix_client_ip_unknown: event.address,
        postfix_anvil_timestamp: event.when,
      }
    case 'cache-cleaned':
      return {
        postfix_verify_cleanup_type: event.scope,
        postfix_verify_cache_retained: String(event.retained),
        postfix_verify_cache_dropped: String(event.dropped),
      }
    case 'bounce':
      return { postfix_bounce_queueid: event.noticeId, postfix_bounce_recipient: event.to, postfix_bounce_reason: event.about }
    case 'queue-action':
      return { postfix_postsuper_action: event.action }
    case 'queue-actions':
      return { postfix_postsuper_summary_action: event.action, postfix_postsuper_summary_count: String(event.count) }
    case 'removed':
      return { postfix_message: 'removed' }
    case 'expired':
      return { postfix_from: event.sender, postfix_status: event.forced ? 'force-expired' : 'expired' }
    case 'message-id':
      return { 'postfix_message-id': event.messageId, 'postfix_resent-message-id': event.messageId }
    case 'program':
      return {
        postfix_version: event.version,
        postfix_config_path: event.detail,
        postfix_termination_signal: event.detail,
        postfix_message: event.what,
      }
    case 'sign-in-failed': {
      const message = `SASL ${event.method} authentication failed: ${event.reason}${event.user === null ? '' : `, sasl_username=${event.user}`}`
      return { ...client(event.client), postfix_message: message, postfix_message_level: 'warning' }
    }
    case 'milter-failed':
      return { postfix_message_level: 'warning', postfix_milter_service: event.service }
    case 'problem':
      return { postfix_message_level: event.level, postfix_message: event.text }
    case 'accepted':
      return { ...client(event.client), postfix_queueid: 'NOQUEUE' }
    case 'connect-out':
      return { ...client(event.server), postfix_server_ip: event.server.address, postfix_server_port: event.server.port?.toString() }
    case 'note':
      return {
        ...statistics(event.text),
        postfix_message: event.text,
        postfix_scache_timestamp: event.text.startsWith('start interval ') ? event.text.slice(15) : null,
      }
    default:
      return {}
  }
}

/** Numbers that statistics hold as pairs, which we leave in the words: `domain lookup hits=1 miss=2 success=33%`. */
const statistics = (text: string): Fields =>
  Object.fromEntries([...text.matchAll(/(\w+)=(\d+)/g)].map(([, key, value]) => [`postfix_scache_${key}`, value]))

const deliveryFields = (status: string, reason: string): Fields => ({
  postfix_status: status,
  postfix_smtp_response: reason,
  postfix_local_response: reason,
  postfix_error_response: reason,
  postfix_pipe_response: reason,
})

function decisionFields(event: Extract<LogEvent, { kind: 'decision' }>): Fields {
  const { reply, reason, subject, stage, action } = event
  const result = action.startsWith('proxy-') ? action.slice(6) : null
  const from = event.client.address ? ` from ${event.client.name ?? 'unknown'}[${event.client.address}]` : ''
  return {
    ...client(event.client),
    postfix_queueid: event.queueId ?? 'NOQUEUE',
    postfix_action: action,
    postfix_smtp_stage: stage,
    postfix_status_code: reply?.code?.toString(),
    postfix_status_code_enhanced: reply?.enhanced && statusText(reply.enhanced),
    postfix_status_data: subject,
    postfix_status_message: reason,
    postfix_postscreen_toobusy_data: reason,
    postfix_proxy_result: result,
    postfix_proxy_smtp_stage: result && stage,
    postfix_proxy_message: result && (reply?.text ?? reason),
    postfix_proxy_status_code: reply?.code?.toString(),
    postfix_proxy_status_code_enhanced: reply?.enhanced && statusText(reply.enhanced),
    postfix_message_level: action,
    postfix_message: `${stage} ${subject}${from}`,
  }
}

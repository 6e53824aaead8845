// What main.cf shall say (postconf(5)). Never touched: myhostname, mydestination, mynetworks.
import type { HostState } from '#lib/protocol/state'
import type { MapType } from '../mail-host'
import { renderNextHop } from '../render/render-domain'
import { type ShardedTable, shardNames } from '../render/table-names'
import { groupClasses, groupClassSettings, guardClasses, guardSettings, mapItem } from './group-class-settings'
import type { Wish } from './wish'

export type Certificate = { fullchain: string; privkey: string }
export type PostfixFacts = {
  mapType: MapType
  slots: number
  relayhost: HostState['relayhost']
  /** null: what Postfix has now stays. */
  certificate: Certificate | null
  /** The administrator relays domains without a list of recipients: a list of ours would refuse theirs. */
  relaysUnlisted: boolean
  /** Tables of theirs may hold domains in the old way of virtual(5). */
  hasAliasMaps: boolean
  /** The DKIM signer, as an item of smtpd_milters. */
  milter: string | null
  staleMilter: RegExp | null
}

const snakeoil = { fullchain: '/etc/ssl/certs/ssl-cert-snakeoil.pem', privkey: '/etc/ssl/private/ssl-cert-snakeoil.key' }
export const isSnakeoil = (path: string | null) => path === null || path === '' || Object.values(snakeoil).includes(path)
const stale = /^(?:cdb|lmdb|hash):\/etc\/postfix\/postern\//
export const quotaPolicy = 'check_policy_service {unix:private/quota-status, default_action=DUNNO}'

export function postfixWishes(facts: PostfixFacts): Wish[] {
  return [
    ...ownSettings(facts),
    ...tableLists(facts),
    ...delivery(),
    ...restrictions(facts),
    ...tls(facts),
    ...relay(facts),
    ...signing(facts),
  ]
}

function ownSettings({ mapType, slots, relayhost }: PostfixFacts): Wish[] {
  const own: [string, string][] = [
    ...guardSettings(mapType),
    ...groupClassSettings(mapType, slots),
    ['postern_relayhost', relayhost ? renderNextHop(relayhost) : ''],
  ]
  return own.map(([setting, value]) => ({ kind: 'own', setting, value, reason: 'A setting of our own.' }))
}

function tableLists({ mapType, relaysUnlisted, hasAliasMaps }: PostfixFacts): Wish[] {
  const table = (setting: string, names: readonly string[], untouched: readonly string[] = []): Wish => ({
    kind: 'list',
    setting,
    items: names.map((name) => mapItem(mapType, name)),
    untouched,
    stale,
    reason: 'Tables of the panel are asked after those that were there.',
  })
  const sharded = (setting: string, name: ShardedTable, untouched?: readonly string[]) => table(setting, shardNames(name), untouched)
  const lists = [
    table('virtual_mailbox_domains', ['domains'], ['$virtual_mailbox_maps']),
    sharded('virtual_mailbox_maps', 'mailboxes'),
    sharded('virtual_alias_maps', 'aliases', ['$virtual_maps']),
    sharded('smtpd_sender_login_maps', 'senders'),
    table('relay_domains', ['relay-domains'], ['${{$compatibility_level} <level {2} ? {$mydestination} : {}}']),
    table('transport_maps', ['transport']),
    table('smtp_sasl_password_maps', ['relay-password']),
    table('smtp_tls_policy_maps', ['relay-tls']),
  ]
  if (!relaysUnlisted) lists.push(sharded('relay_recipient_maps', 'relay-recipients'))
  if (!hasAliasMaps)
    lists.push({
      kind: 'own',
      setting: 'virtual_alias_domains',
      value: '',
      reason: 'No domain shall be taken for an alias-only one because of an alias.',
    })
  return lists
}

function delivery(): Wish[] {
  return [
    {
      kind: 'single',
      setting: 'virtual_transport',
      value: 'lmtp:unix:private/dovecot-lmtp',
      untouched: ['virtual'],
      reason: 'Dovecot stores the mail, over LMTP.',
      without: 'Mail for hosted domains will not reach Dovecot.',
    },
    {
      kind: 'single',
      setting: 'recipient_delimiter',
      value: '+',
      untouched: [''],
      reason: 'alice+news@ belongs to alice@.',
      without: 'Addresses with a plus will not reach the mailbox.',
    },
    {
      kind: 'single',
      setting: 'smtpd_sasl_type',
      value: 'dovecot',
      untouched: ['cyrus'],
      reason: 'Passwords are checked by Dovecot.',
      without: 'Nobody will be able to sign in for sending.',
    },
    {
      kind: 'single',
      setting: 'smtpd_sasl_path',
      value: 'private/auth',
      untouched: ['smtpd'],
      reason: 'Where Dovecot listens for Postfix.',
      without: 'Nobody will be able to sign in for sending.',
    },
  ]
}

function restrictions({ slots }: PostfixFacts): Wish[] {
  const closed = ['postern_recipients', 'permit_mynetworks', 'permit_sasl_authenticated', 'reject_unauth_destination']
  return [
    {
      kind: 'list',
      setting: 'smtpd_restriction_classes',
      items: [...guardClasses, ...groupClasses(slots)],
      untouched: [],
      reason: 'Groups decide who may post.',
    },
    {
      kind: 'list',
      setting: 'smtpd_relay_restrictions',
      items: closed,
      untouched: [
        'permit_mynetworks permit_sasl_authenticated defer_unauth_destination',
        '${{$compatibility_level} <level {1} ? {} : {permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination}}',
      ],
      first: true,
      reason: 'No relaying for strangers. In this list, because a yes here ends no other list.',
    },
    {
      kind: 'list',
      setting: 'smtpd_recipient_restrictions',
      items: ['reject_unlisted_recipient', quotaPolicy],
      untouched: [],
      reason: 'Unknown recipients and full mailboxes are refused before the message is sent.',
    },
    {
      kind: 'single',
      setting: 'disable_vrfy_command',
      value: 'yes',
      untouched: ['no'],
      reason: 'Strangers do not need VRFY, which lists addresses (RFC 5321 7.3).',
      without: 'Strangers may ask by VRFY which addresses exist.',
    },
  ]
}

function tls({ certificate }: PostfixFacts): Wish[] {
  const files: Wish[] = certificate
    ? [
        { kind: 'own', setting: 'smtpd_tls_cert_file', value: certificate.fullchain, reason: 'The certificate that enrolment was given.' },
        { kind: 'own', setting: 'smtpd_tls_key_file', value: certificate.privkey, reason: 'The certificate that enrolment was given.' },
      ]
    : []
  const protocols = ['>=TLSv1', '!SSLv2, !SSLv3', '!SSLv2 !SSLv3']
  return [
    ...files,
    {
      kind: 'single',
      setting: 'smtpd_tls_security_level',
      value: 'may',
      untouched: ['none'],
      fits: ['encrypt'],
      reason: 'STARTTLS is offered.',
      without: 'Mail may arrive unencrypted.',
    },
    {
      kind: 'single',
      setting: 'smtpd_tls_protocols',
      value: '>=TLSv1.2',
      untouched: protocols,
      fits: ['>=TLSv1.3'],
      reason: 'TLS 1.2 or newer (RFC 8996).',
      without: 'Older TLS stays allowed.',
    },
    {
      kind: 'single',
      setting: 'smtpd_tls_mandatory_protocols',
      value: '>=TLSv1.2',
      untouched: protocols,
      fits: ['>=TLSv1.3'],
      reason: 'TLS 1.2 or newer (RFC 8996).',
      without: 'Older TLS stays allowed.',
    },
    {
      kind: 'single',
      setting: 'smtp_tls_security_level',
      value: 'may',
      untouched: ['none'],
      fits: ['encrypt', 'dane', 'dane-only', 'verify', 'secure'],
      reason: 'Mail leaves encrypted where the other side can.',
      without: 'Mail may leave unencrypted.',
    },
    {
      kind: 'single',
      setting: 'smtp_tls_CAfile',
      value: '/etc/ssl/certs/ca-certificates.crt',
      untouched: [],
      reason: 'Read before smtp(8) enters its chroot.',
      without: 'A relay host with checked TLS must be signed by your authorities.',
    },
    ...(['smtpd_tls_loglevel', 'smtp_tls_loglevel'] as const).map(
      (setting): Wish => ({
        kind: 'single',
        setting,
        value: '1',
        untouched: ['0'],
        fits: ['2', '3', '4'],
        reason: 'The log says how a connection is encrypted.',
        without: 'The story of a message does not say how it was encrypted.',
      }),
    ),
  ]
}

/** What people send, and what this host sends by itself. A signer that does not answer lets mail wait (milter_default_action): unsigned it would be distrusted. */
function signing({ milter, staleMilter }: PostfixFacts): Wish[] {
  if (milter === null && staleMilter === null) return []
  return ['smtpd_milters', 'non_smtpd_milters'].map((setting) => ({
    kind: 'list',
    setting,
    items: milter === null ? [] : [milter],
    untouched: [],
    ...(staleMilter && { stale: staleMilter }),
    reason: 'Mail from here is signed with DKIM.',
  }))
}

function relay({ relayhost }: PostfixFacts): Wish[] {
  const wishes: Wish[] = [
    {
      kind: 'single',
      setting: 'relayhost',
      value: '$postern_relayhost',
      untouched: [],
      reason: 'The panel sets the relay host.',
      without: 'The relay host of the panel is not used.',
    },
  ]
  if (!relayhost?.login) return wishes
  return [
    ...wishes,
    {
      kind: 'single',
      setting: 'smtp_sasl_auth_enable',
      value: 'yes',
      untouched: ['no'],
      reason: 'The relay host wants a login.',
      without: 'The relay host will refuse mail.',
    },
    {
      kind: 'single',
      setting: 'smtp_sasl_security_options',
      value: 'noanonymous',
      untouched: ['noplaintext, noanonymous'],
      reason: 'The password goes through TLS.',
      without: 'The relay host will refuse mail.',
    },
  ]
}

// The two services for people's mail programs, as master(5) entries: submission (587, RFC 6409) and submissions (465, RFC 8314).
import { mixedSenders, strictSenders } from './group-class-settings'
import { splitItems } from './wish'

export type MasterService = { name: 'submission' | 'submissions'; entry: string; options: readonly [name: string, value: string][] }

export type SenderRule = typeof strictSenders | typeof mixedSenders

const shared = (senders: SenderRule): [string, string][] => [
  ['smtpd_tls_security_level', 'encrypt'],
  ['smtpd_sasl_auth_enable', 'yes'],
  ['smtpd_tls_auth_only', 'yes'],
  ['smtpd_client_restrictions', 'permit_sasl_authenticated,reject'],
  ['smtpd_sender_restrictions', senders],
  ['smtpd_relay_restrictions', 'postern_recipients,permit_sasl_authenticated,reject'],
  ['postern_hosted_sender', senders],
]

export const masterServices = (senders: SenderRule): MasterService[] => [
  { name: 'submission', entry: 'submission inet n - y - - smtpd', options: [['syslog_name', 'postfix/submission'], ...shared(senders)] },
  {
    name: 'submissions',
    entry: 'submissions inet n - y - - smtpd',
    options: [['syslog_name', 'postfix/submissions'], ['smtpd_tls_wrappermode', 'yes'], ...shared(senders)],
  },
]

/** Mailboxes that are not ours and of which no table says who may send as whom: to be strict would stop their owners from sending. */
export function senderRuleFor(settings: ReadonlyMap<string, string>): SenderRule {
  const hasTheirs = (setting: string) => splitItems(settings.get(setting) ?? '').some((item) => !item.includes(':/etc/postfix/postern/'))
  return hasTheirs('virtual_mailbox_maps') && !hasTheirs('smtpd_sender_login_maps') ? mixedSenders : strictSenders
}

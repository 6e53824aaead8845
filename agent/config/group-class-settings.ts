// The restriction classes that guard groups (smtpd restriction classes, RESTRICTION_CLASS_README), as main.cf settings.
//   postern_recipients      asks the hold rules, which let the rest be asked too; then looks the recipient up: a disabled mailbox is
//                           refused, a guarded group goes on to its class
//   postern_hosted_sender   nobody may write one of our addresses into MAIL FROM without having signed in; the submission services
//                           replace it by reject_sender_login_mismatch (Postfix ignores that one where AUTH is off)
//   postern_senders         for the submission services of a host with mailboxes that are not ours: who signed in as one of ours sends
//                           only under what is theirs, and nobody under an address of ours; the others send as they did before
//   postern_group_N         who is in `posters` under N may post; everybody else, and the null sender, may not
import { holdTables } from '../files/hold-tables'
import type { MapType } from '../mail-host'
import { slotClass } from '../render/render-groups'
import { shardNames } from '../render/table-names'

export const slotsPerStep = 8
const folder = '/etc/postfix/postern'
export const mapItem = (type: MapType, name: string) => `${type}:${folder}/${name}`

export const strictSenders = 'reject_sender_login_mismatch'
export const mixedSenders = 'postern_senders'
export const guardClasses = ['postern_hosted_sender', 'postern_recipients', mixedSenders]
export const groupClasses = (slots: number) => Array.from({ length: slots }, (_, index) => slotClass(index + 1))

export function guardSettings(type: MapType): [name: string, value: string][] {
  const [senders, mailboxes] = (['senders', 'mailboxes'] as const).map((table) =>
    shardNames(table)
      .map((name) => mapItem(type, name))
      .join(','),
  )
  return [
    [
      'postern_recipients',
      [
        ...holdTables.map(({ name, check }) => `${check} ${mapItem(type, name)}`),
        `check_recipient_access ${mapItem(type, 'recipients')}`,
      ].join(', '),
    ],
    [mixedSenders, `reject_known_sender_login_mismatch, check_sasl_access pipemap:{unionmap:{${mailboxes}},static:${strictSenders}}`],
    ['postern_hosted_sender', `check_sender_access pipemap:{unionmap:{${senders}},static:{550 5.7.1 Sign in to send from this address}}`],
  ]
}

/** `$$` is how main.cf writes a dollar sign. The keys asked: `N/alice@example.org`, then `N@example.org`. */
export function groupClassSettings(type: MapType, slots: number): [name: string, value: string][] {
  const posters = mapItem(type, 'posters')
  return groupClasses(slots).map((name, index) => {
    const slot = index + 1
    const byAddress = `check_sender_access pipemap:{regexp:{{/^(.+@.+)/ ${slot}/$$1}},${posters}}`
    const byDomain = `check_sender_access pipemap:{regexp:{{/^.+@(.+)/ ${slot}@$$1}},${posters}}`
    return [name, `postern_hosted_sender, ${byAddress}, ${byDomain}, reject`]
  })
}

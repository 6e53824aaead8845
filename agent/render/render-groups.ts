// Who may post to a group, enforced by Postfix alone: `recipients` (an access(5) table) sends the group's address to the restriction
// class postern_group_N, and the class asks `posters` under the key `N/sender`. See docs/decisions/0008-group-restriction-classes.md.
// The right side of a posters line says which rule it belongs to, so that the state can be read back; Postfix takes both as yes.
import type { HostedDomain, SlotOf } from './render-domain'

export const slotClass = (slot: number) => `postern_group_${slot}`
export const slotPattern = /^(\S+) postern_group_(\d+)$/
export const memberVerdict = 'permit'
export const senderVerdict = 'OK'
/** A whole domain may post only signed in: anybody outside can write its name into MAIL FROM. */
export const domainVerdict = 'permit_sasl_authenticated, reject'
export const openVerdict = 'DUNNO'

export function groupLines(state: HostedDomain, names: string[], slotOf: SlotOf): { recipients: string[]; posters: string[] } {
  const recipients: string[] = []
  const posters: string[] = []
  for (const { localPart, members, whoMayPost } of state.groups) {
    const open = whoMayPost.kind === 'anyone'
    const slot = open ? 0 : slotOf(`${localPart}@${state.domain}`)
    recipients.push(...names.map((name) => `${localPart}@${name} ${open ? openVerdict : slotClass(slot)}`))
    if (whoMayPost.kind === 'members') posters.push(...posterLines(slot, members, memberVerdict))
    if (whoMayPost.kind === 'senders') posters.push(...posterLines(slot, whoMayPost.senders, senderVerdict))
    if (whoMayPost.kind === 'domain') posters.push(...names.map((name) => `${slot}@${name} ${domainVerdict}`))
  }
  return { recipients, posters }
}

const posterLines = (slot: number, senders: readonly string[], verdict: string) =>
  senders.map((sender) => `${slot}/${sender.toLowerCase()} ${verdict}`)

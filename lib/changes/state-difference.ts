// What must happen to one hosted domain for it to become another. Pure; lists are compared as sets.
import type { HostedDomainState } from '#lib/protocol/state'

export type Difference<T> = { added: T[]; removed: T[]; changed: T[] }
export type Grant = { sender: string; login: string }
export type StateDifference = {
  mailboxes: Difference<HostedDomainState['mailboxes'][number]>
  aliases: Difference<HostedDomainState['aliases'][number]>
  groups: Difference<HostedDomainState['groups'][number]>
  grants: Difference<Grant>
  mirrors: Difference<string>
}

/** `changed` has the items as they are in `to`. */
export function stateDifference(from: HostedDomainState, to: HostedDomainState): StateDifference {
  return {
    mailboxes: compare(from.mailboxes, to.mailboxes, ({ localPart }) => localPart),
    aliases: compare(from.aliases, to.aliases, ({ localPart }) => localPart ?? ''),
    groups: compare(from.groups, to.groups, ({ localPart }) => localPart),
    grants: compare(grantsOf(from), grantsOf(to), ({ sender, login }) => `${sender} ${login}`),
    mirrors: compare<string>(from.aliasDomains, to.aliasDomains, (name) => name),
  }
}

function compare<T>(from: readonly T[], to: readonly T[], keyOf: (item: T) => string): Difference<T> {
  const [before, after] = [from, to].map((items) => new Map(items.map((item) => [keyOf(item), item])))
  return {
    added: to.filter((item) => !before?.has(keyOf(item))),
    removed: from.filter((item) => !after?.has(keyOf(item))),
    changed: to.filter((item) => before?.has(keyOf(item)) && canonical(before.get(keyOf(item))) !== canonical(item)),
  }
}

const grantsOf = (state: HostedDomainState): Grant[] =>
  state.sendAs.flatMap(({ sender, logins }) => logins.map((login) => ({ sender, login })))

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => {
    // The order of filters is what they mean.
    if (Array.isArray(member) && key === 'filters') return member
    if (Array.isArray(member)) return member.map((one) => (typeof one === 'object' ? canonical(one) : String(one))).sort()
    if (member === null || typeof member !== 'object') return member
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

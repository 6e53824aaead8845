// Typed state in, lines out: the only place where a map or a passwd-file is worded. Pure; what it relies on is that the state was
// parsed by lib/protocol, so no name holds a blank, a comma, a colon, a slash or a line end. Refuses what would not be one table:
// an address twice, a grant for another domain's address.
import type { DomainState, MailboxState, NextHop } from '#lib/protocol/state'
import { AgentError } from '../agent-error'
import { appPasswordLines } from './app-passwords'
import type { Dialect } from './dialect'
import { dkimLines } from './dkim-lines'
import { type DomainLines, sortedLines } from './domain-lines'
import { groupLines } from './render-groups'
import { senderLines } from './render-senders'
import { userLines } from './render-users'
import { ruleLines } from './rule-lines'
import { appPasswordsLabel, labelOf, rulesLabel, type ShardedTable, type SingleTable, usersLabel } from './table-names'

export type HostedDomain = Extract<DomainState, { kind: 'hosted' }>
type RelayDomain = Extract<DomainState, { kind: 'relay' }>
type Tables = Partial<Record<SingleTable | ShardedTable, string[]>>
/** Gives the number of the restriction class that guards a group, by the group's address. */
export type SlotOf = (groupAddress: string) => number

export const disabledReply = '550 5.2.1 Mailbox disabled'

export function renderDomain(state: DomainState, dialect: Dialect, slotOf: SlotOf): DomainLines {
  const lines = new Map<string, string[]>()
  const put = (label: string, found: string[]) => {
    if (found.length > 0) lines.set(label, sortedLines(found))
  }
  if (state.kind === 'absent') return lines
  const tables = state.kind === 'hosted' ? hostedTables(state, slotOf) : relayTables(state)
  for (const [table, found] of Object.entries(tables)) put(labelOf(table as SingleTable | ShardedTable, state.domain), found)
  if (state.kind !== 'hosted') return lines
  put(
    usersLabel(state.domain),
    state.mailboxes.flatMap((mailbox) => userLines(mailbox, dialect)),
  )
  put(appPasswordsLabel(state.domain), state.mailboxes.flatMap(appPasswordLines))
  put(
    rulesLabel(state.domain),
    state.mailboxes.flatMap(({ localPart, rules }) => ruleLines(localPart, rules)),
  )
  for (const [label, found] of dkimLines(state)) put(label, found)
  return lines
}

function hostedTables(state: HostedDomain, slotOf: SlotOf): Tables {
  const names = [state.domain, ...state.aliasDomains]
  assertDistinct(names, 'The domain or an alias domain')
  assertDistinct(
    [...state.mailboxes, ...state.aliases, ...state.groups].map(({ localPart }) => `${localPart ?? ''}@${state.domain}`),
    'The address',
  )
  const disabled = state.mailboxes.filter((mailbox) => !mailbox.enabled)
  const guarded = groupLines(state, names, slotOf)
  return {
    domains: names.map((name) => `${name} OK`),
    mailboxes: state.mailboxes.map(({ localPart }) => `${localPart}@${state.domain} OK`),
    aliases: [...ownAliases(state), ...state.aliasDomains.flatMap((mirror) => mirroredAliases(state, mirror))],
    senders: senderLines(state, names),
    recipients: [
      ...disabled.flatMap(({ localPart }) => names.map((name) => `${localPart}@${name} ${disabledReply}`)),
      ...guarded.recipients,
    ],
    posters: guarded.posters,
  }
}

/**
 * Each mailbox has an entry of its own, else the catch-all would take its mail (virtual(5): `@domain` is the last key asked, but it
 * is asked before virtual_mailbox_maps).
 */
function ownAliases({ domain, mailboxes, aliases, groups }: HostedDomain): string[] {
  return [
    ...mailboxes.flatMap((mailbox) => mailboxAliases(`${mailbox.localPart}@${domain}`, mailbox)),
    ...aliases.map(({ localPart, destinations }) => `${localPart ?? ''}@${domain} ${list(destinations)}`),
    ...groups.map(({ localPart, members }) => `${localPart}@${domain} ${list(members)}`),
  ]
}

function mailboxAliases(own: string, { forwarding, enabled }: MailboxState): string[] {
  const identity = `${own} ${own}`
  if (!forwarding) return [identity]
  if (forwarding.destinations.some((destination) => destination.toLowerCase() === own)) {
    throw new AgentError('invalid_request', `${own} cannot be forwarded to itself; keep a copy instead.`)
  }
  const forward = `${own} ${list(forwarding.keepCopy ? [own, ...forwarding.destinations] : forwarding.destinations)}`
  // A disabled mailbox forwards nothing; the comment lets its state be read back from the host.
  return enabled ? [forward] : [identity, `#${forward}`]
}

/** Mirrored by name, not by `@mirror @domain` alone: an unknown address of the mirror is then refused at RCPT like any other. */
function mirroredAliases({ domain, mailboxes, aliases, groups }: HostedDomain, mirror: string): string[] {
  return [...mailboxes, ...aliases, ...groups].map(({ localPart }) => `${localPart ?? ''}@${mirror} ${localPart ?? ''}@${domain}`)
}

function relayTables({ domain, nextHop, recipients }: RelayDomain): Tables {
  return {
    'relay-domains': [`${domain} OK`],
    transport: nextHop ? [`${domain} relay:${renderNextHop(nextHop)}`] : [],
    'relay-recipients': recipients ? recipients.map((localPart) => `${localPart}@${domain} OK`) : [`@${domain} OK`],
  }
}

/** transport(5): brackets turn the MX look-up off; an address of digits is never looked up. */
export function renderNextHop({ server, port, lookupMx }: NextHop): string {
  const bracketed = server.startsWith('[') || (lookupMx && !/^[\d.]+$/.test(server)) ? server : `[${server}]`
  return port === null ? bracketed : `${bracketed}:${port}`
}

export const list = (addresses: readonly string[]) => [...new Set(addresses)].join(', ')

function assertDistinct(names: string[], what: string) {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw new AgentError('invalid_request', `${what} ${name} is there twice.`)
    seen.add(name)
  }
}

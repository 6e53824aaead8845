// The way back: lines on disk to typed state, for "take over". It reads what it can, then renders that state again; a line on disk
// that the rendering does not contain is unreadable and is named. So nothing is ever taken over silently wrong.

import { type Address, type DomainName, domainName } from '#lib/protocol/names'
import {
  type AliasState,
  aliasState,
  type DomainState,
  domainState,
  type GroupState,
  groupState,
  type MailboxState,
  mailboxState,
  type RelayDomainState,
  type SendAsState,
  sendAsState,
  type WhoMayPost,
} from '#lib/protocol/state'
import { readAppPasswords } from './app-passwords'
import type { Dialect } from './dialect'
import { readDkimLines } from './dkim-lines'
import type { DomainLines } from './domain-lines'
import { readNextHop } from './read-next-hop'
import { readUsers } from './read-users'
import { renderDomain, type SlotOf } from './render-domain'
import { domainVerdict, memberVerdict, openVerdict, senderVerdict, slotPattern } from './render-groups'
import { readRuleLines } from './rule-lines'
import { appPasswordsLabel, dkimKeysLabel, labelOf, rulesLabel, type ShardedTable, type SingleTable, usersLabel } from './table-names'

export type ReadState = { state: DomainState; unreadable: { file: string; line: string }[] }
type Table = { key: string; value: string }[]

export function readState(domain: DomainName, disk: DomainLines, dialect: Dialect): ReadState {
  const table = (name: SingleTable | ShardedTable) => entriesOf(disk.get(labelOf(name, domain)) ?? [])
  const state = readRelay(domain, table) ?? readHosted(domain, disk, table)
  const slots = new Map(table('recipients').flatMap(({ key, value }) => slotEntry(key, value)))
  const slotOf: SlotOf = (group) => slots.get(group) ?? 0
  const rendered = renderDomain(state, dialect, slotOf)
  const unreadable = [...disk].flatMap(([file, lines]) => {
    const known = new Set(rendered.get(file))
    return lines.filter((line) => !known.has(line)).map((line) => ({ file, line }))
  })
  return { state, unreadable }
}

function slotEntry(key: string, value: string): [string, number][] {
  const slot = slotPattern.exec(`${key} ${value}`)?.[2]
  return slot ? [[key, Number(slot)]] : []
}

/** First blank divides key from value, as postmap(1) reads it. Comments are left to the caller that knows its own. */
function entriesOf(lines: readonly string[]): Table {
  return lines.flatMap((line) => {
    const [, key, value] = /^([^\s#]\S*)\s+(.*\S)\s*$/.exec(line) ?? []
    return key && value ? [{ key, value }] : []
  })
}

const splitList = (value: string) => value.split(/[\s,]+/).filter((part) => part !== '')

type TableOf = (name: SingleTable | ShardedTable) => Table

function readRelay(domain: DomainName, table: TableOf): RelayDomainState | null {
  if (!table('relay-domains').some(({ key }) => key === domain)) return null
  const hop = table('transport').find(({ key }) => key === domain)
  const keys = table('relay-recipients').map(({ key }) => key)
  const recipients = keys.includes(`@${domain}`) ? null : keys.map((key) => key.slice(0, key.lastIndexOf('@')))
  const read = domainState.safeParse({ kind: 'relay', domain, nextHop: hop ? readNextHop(hop.value) : null, recipients })
  return read.success && read.data.kind === 'relay' ? read.data : { kind: 'relay', domain, nextHop: null, recipients: [] }
}

function readHosted(domain: DomainName, disk: DomainLines, table: TableOf): DomainState {
  const names = table('domains').map(({ key }) => key)
  if (!names.includes(domain)) return { kind: 'absent', domain }
  const aliasDomains = names.flatMap((name) => (name === domain ? [] : (domainName.safeParse(name).data ?? [])))
  const aliasLines = disk.get(labelOf('aliases', domain)) ?? []
  const targets = new Map(entriesOf(aliasLines).map(({ key, value }) => [key, splitList(value)]))
  const kept = new Map(
    entriesOf(aliasLines.flatMap((line) => (line.startsWith('#') ? [line.slice(1)] : []))).map(({ key, value }) => [key, splitList(value)]),
  )
  const mailboxes = readMailboxes(domain, disk, targets, kept)
  const groups = readGroups(domain, table, targets)
  const taken = new Set([...mailboxes, ...groups].map(({ localPart }) => `${localPart}@${domain}`))
  const aliases: AliasState[] = [...targets].flatMap(([key, destinations]) => {
    if (taken.has(key) || !key.endsWith(`@${domain}`)) return []
    const localPart = key.slice(0, -domain.length - 1)
    return aliasState.safeParse({ localPart: localPart === '' ? null : localPart, destinations }).data ?? []
  })
  const sendAs = readSendAs(domain, aliasDomains, table, mailboxes)
  const dkim = readDkimLines(disk.get(dkimKeysLabel(domain)) ?? []).filter((key) => names.includes(key.domain))
  return { kind: 'hosted', domain, aliasDomains, mailboxes, aliases, groups, sendAs, dkim }
}

function readMailboxes(domain: string, disk: DomainLines, targets: Map<string, string[]>, kept: Map<string, string[]>): MailboxState[] {
  const appPasswords = readAppPasswords(disk.get(appPasswordsLabel(domain)) ?? [])
  const rulesOf = readRuleLines(disk.get(rulesLabel(domain)) ?? [])
  return readUsers(disk.get(usersLabel(domain)) ?? []).flatMap((user) => {
    const rules = rulesOf.get(user.localPart)
    const known = { ...user, appPasswords: appPasswords.get(user.localPart) ?? [], ...(rules && { rules }) }
    const own = `${user.localPart}@${domain}`
    const destinations = (user.enabled ? targets.get(own) : kept.get(own)) ?? [own]
    const away = destinations.filter((destination) => destination !== own)
    const forwarding = away.length > 0 ? { destinations: away, keepCopy: away.length < destinations.length } : null
    return mailboxState.safeParse({ ...known, forwarding }).data ?? mailboxState.safeParse({ ...known, forwarding: null }).data ?? []
  })
}

function readGroups(domain: string, table: TableOf, targets: Map<string, string[]>): GroupState[] {
  const posters = table('posters')
  return table('recipients').flatMap(({ key, value }) => {
    const slot = slotPattern.exec(`${key} ${value}`)?.[2]
    if (!key.endsWith(`@${domain}`) || (slot === undefined && value !== openVerdict)) return []
    const group = { localPart: key.slice(0, -domain.length - 1), members: targets.get(key) ?? [], whoMayPost: whoMayPost(posters, slot) }
    return groupState.safeParse(group).data ?? []
  })
}

function whoMayPost(posters: Table, slot: string | undefined): WhoMayPost {
  if (slot === undefined) return { kind: 'anyone' }
  const named = posters.filter(({ key }) => key.startsWith(`${slot}/`))
  if (posters.some(({ key, value }) => key.startsWith(`${slot}@`) && value === domainVerdict)) return { kind: 'domain' }
  if (named.every(({ value }) => value === memberVerdict)) return { kind: 'members' }
  const senders = named.filter(({ value }) => value === senderVerdict).map(({ key }) => key.slice(slot.length + 1) as Address)
  return { kind: 'senders', senders }
}

function readSendAs(domain: string, aliasDomains: string[], table: TableOf, mailboxes: MailboxState[]): SendAsState[] {
  const lines = new Map(table('senders').map(({ key, value }) => [key, splitList(value)]))
  const owners = new Set(mailboxes.map(({ localPart }) => `${localPart}@${domain}`))
  const granted = (key: string, ...known: string[][]) => {
    const logins = (lines.get(key) ?? []).filter((login) => !known.some((list) => list.includes(login)))
    return sendAsState.safeParse({ sender: key, logins }).data ?? []
  }
  const wholeDomain = lines.get(`@${domain}`) ?? []
  return [...lines.keys()].flatMap((key) => {
    const at = key.lastIndexOf('@')
    const home = `${key.slice(0, at)}@${domain}`
    const own = owners.has(home) ? [home] : []
    if (key.slice(at + 1) === domain) return at === 0 ? granted(key) : granted(key, own, wholeDomain)
    if (!aliasDomains.includes(key.slice(at + 1))) return []
    // Of a mirror only what its domain does not grant already.
    const mirrorWide = at === 0 ? [] : (lines.get(key.slice(at)) ?? [])
    return granted(key, own, wholeDomain, mirrorWide, lines.get(home) ?? [])
  })
}

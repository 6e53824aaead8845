// Addresses that mail in the name of a domain came from -> who that is, and what is to be thought of it. Pure. A name counts when it points back to its
// address: anybody may call an address what they like. What has none is known by its network.
import { parseIp, readableIp } from '#lib/dns/ip'
import { type DkimVerdict, dkimVerdicts, type SpfVerdict, spfVerdicts } from './judge-record'
import type { SenderView } from './summary-schema'

/** What a domain's reports say of one address, by how it was judged. */
export type SourceCount = {
  ip: string
  dkim: string
  spf: string
  forwarded: boolean
  otherDomain: string
  messages: number
  /** On which they came, as numbers of days. */
  days: readonly number[]
}
export type KnownSource = { name: string; confirmed: boolean; organisation: string; ownKind: string | null; ownName: string }

/** From here on a sender proves its mail; what fails of it is its mistake and no forger's. */
const provesShare = 0.9
/** Seen on as many days, somebody who proves another name is a service, and no one-off. */
const serviceDays = 3
/** Who sends on more than that of all mail is looked at as a service: one whose key is wrong leaves the same traces as a list. */
const sendsOnMost = 0.02
const messagesFew = 10
const addressesShown = 20

type Gathering = { kind: SenderView['kind']; name: string; counts: SourceCount[] }

export function gatherSenders(counts: readonly SourceCount[], known: ReadonlyMap<string, KnownSource>): SenderView[] {
  const senders = new Map<string, Gathering>()
  const proving = new Set(counts.filter(isProved).map(({ ip }) => ip))
  for (const count of counts) {
    const { kind, name } = identityOf(count.ip, known.get(count.ip), proving.has(count.ip))
    const key = `${kind} ${name}`
    const sender = senders.get(key) ?? { kind, name, counts: [] }
    sender.counts.push(count)
    senders.set(key, sender)
  }
  const all = sum(counts)
  return [...senders.values()].map((sender) => viewOf(sender, known, all)).toSorted((a, b) => b.messages - a.messages)
}

/** Without a name, neighbours are one only in what nothing proves: beside a server of ours a forger may live. */
function identityOf(ip: string, source: KnownSource | undefined, isProving: boolean): Pick<SenderView, 'kind' | 'name'> {
  if (source?.ownKind === 'host' || source?.ownKind === 'relay') return { kind: source.ownKind, name: source.ownName }
  if (source?.confirmed && source.organisation) return { kind: 'organisation', name: source.organisation }
  return { kind: 'network', name: isProving ? ip : networkOf(ip) }
}

/** Of one hand as a rule: 256 addresses, or what a customer gets of IPv6. */
function networkOf(text: string): string {
  const ip = parseIp(text)
  if (!ip) return text || '?'
  const kept = ip.version === 4 ? 3 : 6
  const bytes = ip.bytes.map((byte, index) => (index < kept ? byte : 0))
  return `${readableIp({ ...ip, bytes })}/${kept * 8}`
}

function viewOf({ kind, name, counts: given }: Gathering, known: ReadonlyMap<string, KnownSource>, all: number): SenderView {
  const counts = isForwarder(given, all) ? given : given.map((one) => ({ ...one, forwarded: false }))
  const messages = sum(counts)
  const aligned = sum(counts.filter(isProved))
  const forwarded = sum(counts.filter((one) => one.forwarded))
  const failing = counts.filter((one) => !isProved(one) && !one.forwarded)
  const failed = sum(failing)
  const days = new Set(counts.flatMap((one) => one.days)).size
  return {
    kind,
    name,
    role: roleOf({ kind, aligned, failed, forwarded, days, failing }),
    ...{ messages, aligned, forwarded, failed, days },
    why: mainReason(failed > 0 ? failing : counts),
    addresses: addressesOf(counts, known),
    addressCount: new Set(counts.map(({ ip }) => ip)).size,
  }
}

const isForwarder = (counts: readonly SourceCount[], all: number): boolean => {
  const forwarded = sum(counts.filter((one) => one.forwarded))
  return forwarded <= all * sendsOnMost || forwarded < messagesFew
}

const isProved = ({ dkim, spf }: SourceCount): boolean => dkim === 'aligned' || spf === 'aligned'
const sum = (counts: readonly { messages: number }[]): number => counts.reduce((all, { messages }) => all + messages, 0)

type Weighed = Pick<SenderView, 'kind' | 'aligned' | 'failed' | 'forwarded' | 'days'> & { failing: readonly SourceCount[] }

function roleOf({ kind, aligned, failed, forwarded, days, failing }: Weighed): SenderView['role'] {
  if (kind === 'host' || kind === 'relay') return 'own'
  if (aligned > 0 && aligned / (aligned + failed) >= provesShare) return 'proved'
  if (forwarded > failed + aligned) return 'forwarder'
  const provesAnother = sum(failing.filter(({ dkim, spf }) => dkim === 'foreign' || spf === 'foreign'))
  if (aligned > 0 && kind === 'organisation') return 'service'
  if (kind === 'organisation' && days >= serviceDays && provesAnother > failed / 2) return 'service'
  return 'stranger'
}

/** What most of the messages have in common. */
function mainReason(counts: readonly SourceCount[]): SenderView['why'] {
  const heaviest = counts.reduce((best, one) => (one.messages > best.messages ? one : best), counts[0] as SourceCount)
  const dkim = dkimVerdicts.find((one): one is DkimVerdict => one === heaviest.dkim) ?? 'unsigned'
  const spf = spfVerdicts.find((one): one is SpfVerdict => one === heaviest.spf) ?? 'missing'
  return { dkim, spf, otherDomain: heaviest.otherDomain }
}

function addressesOf(counts: readonly SourceCount[], known: ReadonlyMap<string, KnownSource>): SenderView['addresses'] {
  const byIp = new Map<string, SourceCount[]>()
  for (const one of counts) byIp.set(one.ip, [...(byIp.get(one.ip) ?? []), one])
  return [...byIp]
    .map(([ip, own]) => {
      const source = known.get(ip)
      return { ip, name: source?.name ?? '', confirmed: source?.confirmed ?? false, messages: sum(own), aligned: sum(own.filter(isProved)) }
    })
    .toSorted((a, b) => b.messages - a.messages)
    .slice(0, addressesShown)
}

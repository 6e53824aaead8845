// Where mail to an address goes on, read from what is saved: aliases, groups, forwards, catch-alls, mirrored domains. Level by level with
// a few queries each, never one per address. What is disabled or expired counts too, so enabling can never close a loop.
// Postfix follows at most 1,000 addresses per message (virtual_alias_expansion_limit, postconf(5)): the same bound holds here.
import type { Tx } from '#lib/db/client'
import { domainOf, localPartOf } from './parse-address'

export const reachMax = 1000
const depthMax = 100

/** `kind` null: it is not held here (foreign, or unknown in a domain that is here: `here`). */
export type GraphNode = { kind: 'mailbox' | 'alias' | 'group' | null; here: boolean; next: { text: string; node: string }[] }
export type Graph = { nodes: Map<string, GraphNode>; tooLarge: boolean }

/** All that is reachable from these addresses, which are given as stored. */
export async function readGraph(tx: Tx, start: readonly string[]): Promise<Graph> {
  const nodes = new Map<string, GraphNode>()
  const mirrors = new Map<string, string | null>()
  let frontier = [...new Set(start)]
  for (let depth = 0; frontier.length > 0; depth++) {
    if (depth > depthMax) return { nodes, tooLarge: true }
    const edges = await readEdges(tx, frontier)
    const texts = [...new Set([...edges.values()].flat())]
    const named = await nameNodes(tx, texts, mirrors)
    for (const address of frontier) {
      const node = nodes.get(address) ?? { kind: null, here: true, next: [] }
      node.next = (edges.get(address) ?? []).map((text) => ({ text, node: named.get(text)?.node ?? text }))
      nodes.set(address, node)
    }
    frontier = []
    for (const { node, kind, here } of named.values()) {
      const known = nodes.get(node)
      if (known) {
        known.kind = kind
        continue
      }
      nodes.set(node, { kind, here, next: [] })
      if (kind !== null) frontier.push(node)
    }
  }
  return { nodes, tooLarge: false }
}

async function readEdges(tx: Tx, addresses: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ source: string; destination: string }[]>`
    select a.address as source, d.destination from "Alias" a join "AliasDestination" d on d."aliasId" = a.id where a.address = any(${addresses}::text[])
    union all
    select g.address, m.address from "Group" g join "GroupMember" m on m."groupId" = g.id where g.address = any(${addresses}::text[])
    union all
    select b.address, f.destination from "Mailbox" b join "MailboxForward" f on f."mailboxId" = b.id where b.address = any(${addresses}::text[])
    order by 1, 2`
  const edges = new Map<string, string[]>()
  for (const { source, destination } of rows) {
    const list = edges.get(source)
    if (list) list.push(destination)
    else edges.set(source, [destination])
  }
  return edges
}

type Named = { node: string; kind: GraphNode['kind']; here: boolean }

/** What each text stands for: plus-addresses are their base, mirrored domains their target, unknown addresses the catch-all if there is one. */
async function nameNodes(tx: Tx, texts: readonly string[], mirrors: Map<string, string | null>): Promise<Map<string, Named>> {
  await readMirrors(tx, texts, mirrors)
  const canonical = new Map(texts.map((text) => [text, canonicalNode(text, mirrors)]))
  const ours = [...canonical.values()].filter((address): address is string => address !== null)
  const wanted = [...new Set([...ours, ...ours.map((address) => `@${domainOf(address)}`)])]
  const claims =
    wanted.length === 0
      ? []
      : await tx.$queryRaw<{ address: string; kind: 'mailbox' | 'alias' | 'group' }[]>`
    select address, kind from "AddressClaim" where address = any(${wanted}::text[])`
  const held = new Map(claims.map((claim) => [claim.address, claim.kind]))
  const named = new Map<string, Named>()
  for (const [text, address] of canonical) {
    const catchAll = address === null ? null : `@${domainOf(address)}`
    if (address === null) named.set(text, { node: text, kind: null, here: false })
    else if (held.has(address)) named.set(text, { node: address, kind: held.get(address) ?? null, here: true })
    else if (catchAll !== null && held.has(catchAll)) named.set(text, { node: catchAll, kind: 'alias', here: true })
    else named.set(text, { node: address, kind: null, here: true })
  }
  return named
}

/** Fills in, per domain name: null not here, itself, or the domain that it mirrors. Relay domains are not ours to look into. */
async function readMirrors(tx: Tx, texts: readonly string[], mirrors: Map<string, string | null>): Promise<void> {
  const unknown = [...new Set(texts.map(domainOf))].filter((name) => !mirrors.has(name))
  if (unknown.length === 0) return
  const rows = await tx.$queryRaw<{ name: string; target: string }[]>`
    select d.name, coalesce(t.name, d.name) as target from "Domain" d left join "Domain" t on t.id = d."targetId"
    where d.kind <> 'relay' and d.name = any(${unknown}::text[])`
  for (const name of unknown) mirrors.set(name, null)
  for (const { name, target } of rows) mirrors.set(name, target)
}

function canonicalNode(text: string, mirrors: Map<string, string | null>): string | null {
  const domain = mirrors.get(domainOf(text)) ?? null
  if (domain === null) return null
  const local = localPartOf(text).toLowerCase()
  // recipient_delimiter: the base is what precedes the first plus that is not at the front.
  const plus = local.indexOf('+', 1)
  return `${plus < 0 ? local : local.slice(0, plus)}@${domain}`
}

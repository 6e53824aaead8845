// Loops, direct or through several aliases, are refused before anything is saved, with the way round named. The check reads what the
// transaction has written already, under a lock that lets one change of the graph through at a time: two people cannot close a loop together.
import type { Actor } from '#lib/auth/actor'
import { inScope } from '#lib/auth/scope'
import type { Tx } from '#lib/db/client'
import { type Refusal, RefusedError } from '#lib/outcome'
import { refusal } from '#lib/refusals'
import { type Graph, reachMax, readGraph } from './graph'
import { domainOf } from './parse-address'

const graphLock = 0x504f5347

/** Take it before the first write of a command that lets addresses point somewhere. */
export async function lockGraph(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${graphLock}::bigint)`
}

/** Refuses when what was written for these addresses closes a loop or reaches too far. Gives the graph for more questions. */
export async function requireNoLoops(actor: Actor, tx: Tx, changed: readonly string[], field: string): Promise<Graph> {
  const { graph, refusals } = await findLoops(actor, tx, changed, field)
  if (refusals.length > 0) throw new RefusedError(refusals)
  return graph
}

/** One refusal per changed address that loops or reaches too far; `values.address` says which. */
export async function findLoops(
  actor: Actor,
  tx: Tx,
  changed: readonly string[],
  field: string,
): Promise<{ graph: Graph; refusals: Refusal[] }> {
  const graph = await readGraph(tx, changed)
  const refusals: Refusal[] = []
  if (graph.tooLarge) refusals.push(refusal('expansion_too_large', field, { limit: reachMax, address: changed[0] ?? '' }))
  for (const start of changed) {
    const { path, reached } = walk(graph, start)
    if (path) refusals.push(refusal('forwarding_loop', field, { path: shownPath(actor, path), address: start }))
    else if (reached > reachMax) refusals.push(refusal('expansion_too_large', field, { limit: reachMax, address: start }))
  }
  return { graph, refusals }
}

/** What lies in domains that are not the actor's is no more than a gap in the way round. */
function shownPath(actor: Actor, path: readonly string[]): string {
  const shown = path.map((text) => (inScope(actor, { name: domainOf(text) }) ? text : '…'))
  return shown.filter((text, at) => text !== '…' || shown[at - 1] !== '…').join(' → ')
}

/** Depth first from one address: the way back to it, if there is one, and how many addresses it reaches. */
function walk(graph: Graph, start: string): { path: string[] | null; reached: number } {
  const seen = new Set<string>([start])
  const stack: { text: string; next: { text: string; node: string }[]; at: number }[] = [
    { text: start, next: graph.nodes.get(start)?.next ?? [], at: 0 },
  ]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = top.next[top.at++]
    if (!step) {
      stack.pop()
      continue
    }
    if (step.node === start) return { path: [...stack.map((frame) => frame.text), step.text], reached: seen.size }
    if (seen.has(step.node)) continue
    seen.add(step.node)
    stack.push({ text: step.text, next: graph.nodes.get(step.node)?.next ?? [], at: 0 })
  }
  return { path: null, reached: seen.size - 1 }
}

/** Aliases, groups and mailboxes that point into a domain: whose way may change when the domain becomes a mirror. */
export async function addressesPointingInto(tx: Tx, domain: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ address: string }[]>`
    select a.address from "AliasDestination" d join "Alias" a on a.id = d."aliasId" where split_part(d.destination, '@', 2) = ${domain}
    union
    select g.address from "GroupMember" m join "Group" g on g.id = m."groupId" where split_part(m.address, '@', 2) = ${domain}
    union
    select b.address from "MailboxForward" f join "Mailbox" b on b.id = f."mailboxId" where split_part(f.destination, '@', 2) = ${domain}`
  return rows.map((row) => row.address)
}

/**
 * Destinations in domains that are here but that nothing holds: mail to them will be refused. A warning, never a refusal. Nobody is told
 * what is or is not in domains that are not theirs.
 */
export function unknownDestinations(actor: Actor, graph: Graph, source: string): string[] {
  const steps = graph.nodes.get(source)?.next ?? []
  const unknown = steps.filter((step) => graph.nodes.get(step.node)?.kind === null && graph.nodes.get(step.node)?.here)
  return unknown.map((step) => step.text).filter((text) => inScope(actor, { name: domainOf(text) }))
}

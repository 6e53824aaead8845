// NAME     plan-rollback, rollback - bring back the lines of a kept generation
// INPUT    generation: whose contents shall stand again; ifGeneration: the newest one that the panel knows
// OUTPUT   what would change; or like apply
// WRITES   like apply. It undoes the newest generation, then the one before, down to the wanted one, as one new generation
// ERRORS   not_found when one of them is no longer kept; drift when a newer generation was made, or a file was changed by hand
// BUGS     Lines are put back in sorted order: a hand-written continuation line (postmap(1)) would come back in another place.
import { domainName } from '#lib/protocol/names'
import { AgentError } from '../agent-error'
import type { Disk } from '../files/disk'
import { type DomainRecord, findDomainRecord } from '../files/domain-records'
import { keptGenerations, readGenerationChanges, readGenerationHead } from '../files/generations'
import { changesBetween, digestOf, type SectionChange, withChange } from '../render/domain-lines'
import { type Handler, withReadLock, withWriteLock } from '../session'
import { commitChanges, inverted } from './commit-changes'
import { hasDrifted, shownChange } from './plan'

type Undoing = { changes: SectionChange[]; records: DomainRecord[]; drifted: { domain: string; digest: string }[] }

export const planRollback: Handler<'plan-rollback'> = (session, input, deadline) =>
  withReadLock(session, deadline, async (disk) => {
    const { changes, records } = await undoingTo(disk, input.generation)
    return { changes: changes.map(shownChange), domains: records.map(({ domain }) => domainName.parse(domain)) }
  })

export const rollback: Handler<'rollback'> = (session, input, deadline) =>
  withWriteLock(session, deadline, async (disk) => {
    const newest = (await keptGenerations(session.host)).at(-1) ?? 0
    if (newest !== input.ifGeneration) throw new AgentError('drift', `The newest generation is ${newest}, not ${input.ifGeneration}.`)
    const { changes, records, drifted } = await undoingTo(disk, input.generation)
    if (drifted.length > 0) throw new AgentError('drift', `${drifted.length} domain(s) were changed by another hand.`, drifted)
    const transaction = { kind: 'rollback' as const, restored: input.generation, domains: records, changes }
    const { generation, reloaded } =
      changes.length > 0 ? await commitChanges(session, disk, transaction, deadline) : { generation: newest, reloaded: [] }
    const changed = new Set(changes.map(({ domain }) => domain))
    return {
      generation,
      domains: records.map(({ domain, digest }) => ({ domain: domainName.parse(domain), digest, changed: changed.has(domain) })),
      reloaded,
    }
  })

async function undoingTo(disk: Disk, target: number): Promise<Undoing> {
  const kept = await keptGenerations(disk.host)
  const newest = kept.at(-1) ?? 0
  const first = kept[0] ?? 0
  if (target > newest || target < first - 1 || target < 0) throw new AgentError('not_found', `Generation ${target} is not kept.`)
  const steps: SectionChange[] = []
  const domains = new Set<string>()
  for (const generation of kept.filter((number) => number > target).reverse()) {
    for (const { domain } of (await readGenerationHead(disk.host, generation)).domains) domains.add(domain)
    steps.push(...inverted(await readGenerationChanges(disk.host, generation)))
  }
  return undoDomains(disk, [...domains], steps)
}

async function undoDomains(disk: Disk, domains: readonly string[], steps: readonly SectionChange[]): Promise<Undoing> {
  const undoing: Undoing = { changes: [], records: [], drifted: [] }
  const byDomain = grouped(steps)
  for (const domain of domains) {
    const [before, recorded] = await Promise.all([disk.domain(domain), findDomainRecord(disk.host, domain)])
    const after = new Map(before)
    for (const step of byDomain.get(domain) ?? []) after.set(step.file, withChange(after.get(step.file) ?? [], step))
    for (const [file, lines] of after) if (lines.length === 0) after.delete(file)
    const digest = digestOf(before)
    if (hasDrifted(digest, recorded?.digest)) undoing.drifted.push({ domain, digest })
    undoing.changes.push(...changesBetween(domain, before, after))
    undoing.records.push({ domain, revision: recorded?.revision ?? 0, digest: digestOf(after), rolledBack: true })
  }
  return undoing
}

function grouped(steps: readonly SectionChange[]): Map<string, SectionChange[]> {
  const byDomain = new Map<string, SectionChange[]>()
  for (const step of steps) byDomain.set(step.domain, [...(byDomain.get(step.domain) ?? []), step])
  return byDomain
}

// NAME     apply - make the host hold exactly the given domains' states
// INPUT    domains: state, revision and ifDigest of each; staged: also everything that this channel staged
// OUTPUT   the generation, per domain the new digest and whether anything changed, the daemons that were reloaded
// WRITES   changed tables, their maps and passwd-files; one generation; domain records. All or nothing (files/transaction.ts)
// ERRORS   drift, stale, busy, map_failed, disk_full, deadline: nothing was changed. reload_failed: the old lines were put back
// BUGS     Sessions of a changed mailbox are ended after the answer; one that logs in between the two stays until it ends.
import type { ApplyItem, ApplyOutcome } from '#lib/protocol/operations'
import { AgentError } from '../agent-error'
import { ensureGroupClasses } from '../config/group-classes'
import type { Deadline } from '../deadline'
import type { Disk } from '../files/disk'
import { type DomainRecord, findDomainRecord, writeDomainRecords } from '../files/domain-records'
import { latestGeneration } from '../files/generations'
import { type GroupSlots, readGroupSlots } from '../files/group-slots'
import { requireDaemons } from '../mail-host'
import type { Dialect } from '../render/dialect'
import { changesBetween, type DomainLines, digestOf, type SectionChange } from '../render/domain-lines'
import { renderDomain } from '../render/render-domain'
import { type Handler, withWriteLock } from '../session'
import { commitChanges } from './commit-changes'

type Prepared = { record: DomainRecord; recorded: DomainRecord | null; changes: SectionChange[] }

export const apply: Handler<'apply'> = async (session, { domains, staged }, deadline) => {
  const { dovecot } = requireDaemons(session.host)
  const items = [...(staged ? session.staged.values() : []), ...domains]
  assertDistinct(items)
  return withWriteLock(session, deadline, async (disk) => {
    const slots = await readGroupSlots(disk)
    const prepared = await prepareAll(disk, items, dovecot.dialect, slots, deadline)
    const changes = prepared.flatMap((domain) => domain.changes)
    const records = prepared.map(({ record }) => record)
    let generation = await latestGeneration(session.host)
    let reloaded: ApplyOutcome['reloaded'] = []
    if (changes.length > 0) {
      await ensureGroupClasses(session.host, slots.highestNew(), deadline)
      const written = await commitChanges(session, disk, { kind: 'apply', restored: null, domains: records, changes }, deadline)
      generation = written.generation
      reloaded = written.reloaded
    } else {
      await writeDomainRecords(
        session.host,
        prepared.filter(isNews).map(({ record }) => record),
      )
    }
    if (staged) {
      session.staged.clear()
      session.stagedBytes = 0
    }
    return {
      generation,
      domains: items.map(({ state }, index) => ({
        domain: state.domain,
        digest: prepared[index]?.record.digest ?? '',
        changed: (prepared[index]?.changes.length ?? 0) > 0,
      })),
      reloaded,
    }
  })
}

const isNews = ({ record, recorded }: Prepared) =>
  recorded?.revision !== record.revision || recorded.digest !== record.digest || recorded.rolledBack

function assertDistinct(items: readonly ApplyItem[]) {
  if (new Set(items.map(({ state }) => state.domain)).size < items.length)
    throw new AgentError('invalid_request', 'A domain is there twice.')
}

async function prepareAll(
  disk: Disk,
  items: readonly ApplyItem[],
  dialect: Dialect,
  slots: GroupSlots,
  deadline: Deadline,
): Promise<Prepared[]> {
  const drifted: { domain: string; digest: string }[] = []
  const prepared: Prepared[] = []
  for (const { state, revision, ifDigest } of items) {
    deadline.assertTimeLeft()
    const [before, recorded] = await Promise.all([disk.domain(state.domain), findDomainRecord(disk.host, state.domain)])
    const digest = digestOf(before)
    const after = renderDomain(state, dialect, slots.slotOf)
    const record = { domain: state.domain, revision, digest: digestOf(after), rolledBack: false }
    assertNotStale(recorded, record)
    if (ifDigest !== null && ifDigest !== digest) drifted.push({ domain: state.domain, digest })
    const changes = changesBetween(state.domain, before, after)
    // Lines of another hand that are wanted as they are: nobody but us builds the map of them.
    const byHand = recorded?.digest !== digest ? filesWithout(changes, state.domain, after) : []
    prepared.push({ record, recorded, changes: [...changes, ...byHand] })
  }
  if (drifted.length > 0) throw new AgentError('drift', `${drifted.length} domain(s) on disk are not what the panel saw last.`, drifted)
  return prepared
}

/** Changes of no line: the file is written, and its map built, as they are. */
const filesWithout = (changes: readonly SectionChange[], domain: string, lines: DomainLines): SectionChange[] =>
  [...lines.keys()]
    .filter((file) => !changes.some((change) => change.file === file))
    .map((file) => ({ file, domain, removed: [], added: [] }))

/** The same revision may come again when it says the same, or when a rollback has taken it off the host. */
function assertNotStale(recorded: DomainRecord | null, wanted: DomainRecord) {
  if (!recorded || wanted.revision > recorded.revision) return
  const again = wanted.revision === recorded.revision && (recorded.rolledBack || wanted.digest === recorded.digest)
  if (!again)
    throw new AgentError('stale', `${wanted.domain}: revision ${recorded.revision} was applied already, not going to ${wanted.revision}.`)
}

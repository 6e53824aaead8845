// What apply and rollback share: the transaction, the reload that some tables need, and after the answer the settling and the end of
// sessions that should not go on.
import type { ApplyOutcome } from '#lib/protocol/operations'
import { AgentError } from '../agent-error'
import type { Deadline } from '../deadline'
import { Disk } from '../files/disk'
import { type DomainRecord, findDomainRecord } from '../files/domain-records'
import { type Transaction, writeTransaction } from '../files/transaction'
import { reloadPostfix } from '../reload'
import type { SectionChange } from '../render/domain-lines'
import { isSignerTable, tableLabel } from '../render/table-names'
import type { Session } from '../session'
import { reloadSigner } from '../signer'
import { kickChanged } from './kick'
import { emptyDigest } from './plan'

type Committed = Pick<ApplyOutcome, 'generation' | 'reloaded'>

/** trivial-rewrite(8) keeps these open and looks for a new file only every ten seconds; all other readers look per session. */
const reloadedTables = ['domains', 'relay-domains', 'transport'].map(tableLabel)

export async function commitChanges(session: Session, disk: Disk, transaction: Transaction, deadline: Deadline): Promise<Committed> {
  const before = await Promise.all(transaction.domains.map(({ domain }) => findDomainRecord(disk.host, domain)))
  const { generation, settle } = await writeTransaction(disk, transaction, deadline)
  const changed = new Set(transaction.changes.map(({ file }) => file))
  const reloaded: Committed['reloaded'] = []
  if (reloadedTables.some((file) => changed.has(file))) reloaded.push('postfix')
  if ([...changed].some(isSignerTable)) reloaded.push('signer')
  if (!(await reloadAll(disk, reloaded))) {
    await settle()
    const domains = transaction.domains.map(({ domain }, index) => before[index] ?? neverWritten(domain))
    const undo: Transaction = { kind: 'rollback', restored: generation - 1, domains, changes: inverted(transaction.changes) }
    const undone = await writeTransaction(new Disk(disk.host), undo, deadline)
    await reloadAll(disk, reloaded)
    await undone.settle()
    throw new AgentError('reload_failed', `The new tables were not taken (${reloaded.join(', ')}); the lines of before were put back.`)
  }
  session.afterAnswer.push(settle)
  session.afterRelease.push(() => kickChanged(transaction.changes))
  return { generation, reloaded }
}

async function reloadAll({ host }: Disk, daemons: Committed['reloaded']): Promise<boolean> {
  return (!daemons.includes('postfix') || (await reloadPostfix())) && (!daemons.includes('signer') || (await reloadSigner(host)))
}

/** Its lines are gone again: without a record of that it would look like drift. */
const neverWritten = (domain: string): DomainRecord => ({ domain, revision: 0, digest: emptyDigest, rolledBack: true })

export const inverted = (changes: readonly SectionChange[]): SectionChange[] =>
  changes.map(({ file, domain, removed, added }) => ({ file, domain, removed: added, added: removed }))

// What apply and rollback share: the transaction, the reload that some tables need, and after the answer the settling and the end of
// sessions that should not go on.
import { AgentError } from '../agent-error'
import type { Deadline } from '../deadline'
import { Disk } from '../files/disk'
import { type DomainRecord, findDomainRecord } from '../files/domain-records'
import { type Transaction, writeTransaction } from '../files/transaction'
import { reloadPostfix } from '../reload'
import type { SectionChange } from '../render/domain-lines'
import { tableLabel } from '../render/table-names'
import type { Session } from '../session'
import { kickChanged } from './kick'
import { emptyDigest } from './plan'

type Committed = { generation: number; reloaded: ('postfix' | 'dovecot')[] }

/** trivial-rewrite(8) keeps these open and looks for a new file only every ten seconds; all other readers look per session. */
const reloadedTables = ['domains', 'relay-domains', 'transport'].map(tableLabel)

export async function commitChanges(session: Session, disk: Disk, transaction: Transaction, deadline: Deadline): Promise<Committed> {
  const before = await Promise.all(transaction.domains.map(({ domain }) => findDomainRecord(disk.host, domain)))
  const { generation, settle } = await writeTransaction(disk, transaction, deadline)
  const needsReload = transaction.changes.some(({ file }) => reloadedTables.includes(file))
  if (needsReload && !(await reloadPostfix())) {
    await settle()
    const domains = transaction.domains.map(({ domain }, index) => before[index] ?? neverWritten(domain))
    const undo: Transaction = { kind: 'rollback', restored: generation - 1, domains, changes: inverted(transaction.changes) }
    const undone = await writeTransaction(new Disk(disk.host), undo, deadline)
    await undone.settle()
    throw new AgentError('reload_failed', 'Postfix did not take the new tables; the lines of before were put back.')
  }
  session.afterAnswer.push(settle)
  session.afterRelease.push(() => kickChanged(transaction.changes))
  return { generation, reloaded: needsReload ? ['postfix'] : [] }
}

/** Its lines are gone again: without a record of that it would look like drift. */
const neverWritten = (domain: string): DomainRecord => ({ domain, revision: 0, digest: emptyDigest, rolledBack: true })

export const inverted = (changes: readonly SectionChange[]): SectionChange[] =>
  changes.map(({ file, domain, removed, added }) => ({ file, domain, removed: added, added: removed }))

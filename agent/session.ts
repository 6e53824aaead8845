// One channel's state: what the host is, whether hello was said, what was staged, and what is to be done once the answer is out.
import type * as z from 'zod'
import type { ApplyItem, Operation, OperationOutput, operations } from '#lib/protocol/operations'
import { takeBackPending } from './config/host-change'
import type { Deadline } from './deadline'
import { Disk } from './files/disk'
import { type ReleaseLock, takeLock } from './files/lock'
import { finishLastGeneration } from './files/recover'
import type { MailHost } from './mail-host'

export type AfterAnswer = () => Promise<void>

export type Session = {
  host: MailHost
  greeted: boolean
  staged: Map<string, ApplyItem>
  stagedBytes: number
  /** Runs when the answer has been written and before the next request is read, in this order. */
  afterAnswer: AfterAnswer[]
  /** Runs behind those, when the lock is given back. */
  afterRelease: AfterAnswer[]
}

export type ParsedInput<O extends Operation> = z.output<(typeof operations)[O]['input']>
export type Handler<O extends Operation> = (session: Session, input: ParsedInput<O>, deadline: Deadline) => Promise<OperationOutput<O>>

export const newSession = (host: MailHost): Session => ({
  host,
  greeted: false,
  staged: new Map(),
  stagedBytes: 0,
  afterAnswer: [],
  afterRelease: [],
})

const lockWaitMsMax = 15_000

/**
 * Takes the lock, finishes what a crashed agent left, and hands over a fresh view of the disk. The lock is given back after the
 * answer, when the settling that `work` asked for is done; or at once when it fails.
 */
export async function withWriteLock<T>(session: Session, deadline: Deadline, work: (disk: Disk) => Promise<T>): Promise<T> {
  const release: ReleaseLock = await takeLock(session.host, Math.min(deadline.leftMs, lockWaitMsMax))
  try {
    await finishWhatWasLeft(session.host)
    const result = await work(new Disk(session.host))
    session.afterAnswer.push(release)
    return result
  } catch (error) {
    await release()
    throw error
  }
}

/** Like withWriteLock for questions that must not see half of a write, and write nothing themselves. */
export async function withReadLock<T>(session: Session, deadline: Deadline, work: (disk: Disk) => Promise<T>): Promise<T> {
  const release = await takeLock(session.host, Math.min(deadline.leftMs, lockWaitMsMax))
  try {
    await finishWhatWasLeft(session.host)
    return await work(new Disk(session.host))
  } finally {
    await release()
  }
}

/** After a crash: a configuration that nobody accepted is taken back, lines that were committed are finished. */
async function finishWhatWasLeft(host: MailHost) {
  await takeBackPending(host)
  await finishLastGeneration(host)
}

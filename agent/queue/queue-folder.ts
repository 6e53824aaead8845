import { readdir } from 'node:fs/promises'
import type { QueueName } from '#lib/protocol/queue'
import { errnoOf } from '../agent-error'
import type { Deadline } from '../deadline'
import { runProgram } from '../run-program'
import { unreadableQueue } from './read-queue'

/** queue_directory of postconf(5). */
export async function queueFolder(deadline: Deadline): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram('/usr/sbin/postconf', ['-h', 'queue_directory'], { deadlineMs: deadline.leftMs })
  const folder = stdout.trim()
  if (exitCode !== 0 || !folder.startsWith('/')) throw unreadableQueue(stderr.trim() || 'postconf does not say where the queue is')
  return folder
}

/** The ids in one of its queues. */
export async function namesIn(queue: QueueName, deadline: Deadline): Promise<Set<string>> {
  const folder = `${await queueFolder(deadline)}/${queue}`
  try {
    return new Set((await readdir(folder, { recursive: true })).map((path) => path.slice(path.lastIndexOf('/') + 1)))
  } catch (error) {
    const errno = errnoOf(error)
    if (errno) throw unreadableQueue(`${folder}: ${errno}`)
    throw error
  }
}

// One message of the queue, by postcat(1): its envelope, its header, the beginning of its body. null: it is not there any more.
import { spawn } from 'node:child_process'
import { addressMax, type QueueName, queueName, reasonMax } from '#lib/protocol/queue'
import { readConfigFile } from '../config/config-files'
import type { Deadline } from '../deadline'
import { childEnvironment, runProgram } from '../run-program'
import { queueFolder } from './queue-folder'
import { unreadableQueue } from './read-queue'

const postcat = '/usr/sbin/postcat'
const recordsMax = 200

export type Envelope = {
  queue: QueueName
  /** Below the queue's folder, such as `deferred/4/4A21E1703D4`. */
  file: string
  bytes: number
  arrivedAt: string
  sender: string
  recipients: { address: string }[]
  /** Recipients that have it already. */
  done: string[]
  /** What smtpd(8) or pickup(8) noted: client, HELO, who signed in. */
  records: { name: string; value: string }[]
}

export async function readEnvelope(id: string, deadline: Deadline): Promise<Envelope | null> {
  const { exitCode, stdout, stderr } = await runProgram(postcat, ['-e', '-q', id], { deadlineMs: deadline.leftMs })
  if (exitCode === 0) return envelopeIn(stdout)
  // strerror(3) in the C locale: postcat has one exit status for everything.
  if (stderr.includes('No such file or directory')) return null
  throw unreadableQueue(stderr.trim())
}

export function envelopeIn(text: string): Envelope | null {
  const [, file = ''] = /^\*\*\* ENVELOPE RECORDS ([a-z]+(?:\/[0-9A-Za-z]+)+) \*\*\*$/m.exec(text) ?? []
  const queue = queueName.safeParse(file.split('/', 1)[0])
  if (!queue.success) return null
  const found: Envelope = { queue: queue.data, file, bytes: 0, arrivedAt: '', sender: '', recipients: [], done: [], records: [] }
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^([a-z_]+): ?(.*)$/.exec(line) ?? []
    if (name === 'sender') found.sender = value
    else if (name === 'recipient') found.recipients.push({ address: value })
    else if (name === 'done_recipient') found.done.push(value.slice(0, addressMax))
    else if (name === 'message_size') found.bytes = Number.parseInt(value, 10) || 0
    else if (name === 'message_arrival_time') found.arrivedAt = instantOf(value)
    else if (name === 'named_attribute' && found.records.length < recordsMax) {
      const equals = value.indexOf('=')
      if (equals > 0) found.records.push({ name: value.slice(0, equals), value: value.slice(equals + 1, equals + 1 + reasonMax) })
    }
  }
  return found
}

/** asctime(3), in the host's zone, which is this process's. */
function instantOf(text: string): string {
  const at = new Date(text.trim())
  return Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString()
}

/** What defer(8) keeps of the last attempts, by recipient. */
export async function readReasons(file: string, deadline: Deadline): Promise<Map<string, string>> {
  const text = await readConfigFile(`${await queueFolder(deadline)}/${file.replace(/^[a-z]+\//, 'defer/')}`)
  const reasons = new Map<string, string>()
  for (const block of (text ?? '').split('\n\n')) {
    const recipient = /^recipient=(.*)$/m.exec(block)?.[1]
    const reason = /^reason=(.*)$/m.exec(block)?.[1]
    if (recipient && reason) reasons.set(recipient, reason.slice(0, reasonMax))
  }
  return reasons
}

/** `-h` the header, `-b` the body: the first bytes of it. */
export function readPart(id: string, part: '-h' | '-b', bytesMax: number, deadline: Deadline): Promise<{ bytes: Buffer; cut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(postcat, [part, '-q', id], {
      env: childEnvironment,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: Math.max(1, Math.ceil(deadline.leftMs)),
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    let length = 0
    child.once('error', reject)
    child.stdout.on('data', (chunk: Buffer) => {
      if (length <= bytesMax) chunks.push(chunk)
      length += chunk.length
      if (length > bytesMax) child.kill('SIGKILL')
    })
    child.once('close', () => resolve({ bytes: Buffer.concat(chunks).subarray(0, bytesMax), cut: length > bytesMax }))
  })
}

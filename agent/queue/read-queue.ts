// Postfix's own list of its queue, postqueue(1) -j, an entry at a time. A list that ends with an error is an error, never a short list: what
// was read until then is not given away as all there is.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import { queueId, queueName } from '#lib/protocol/queue'
import { AgentError } from '../agent-error'
import { childEnvironment } from '../run-program'

const entry = z.object({
  queue_name: queueName,
  queue_id: queueId,
  arrival_time: z.int(),
  message_size: z.int(),
  sender: z.string(),
  recipients: z.array(z.object({ address: z.string(), delay_reason: z.string().optional() })),
})
export type QueueEntry = z.infer<typeof entry>

type Read = { /** Nothing was left unread. */ complete: boolean; unreadable: number }
const stderrMax = 2000

/** Until `onEntry` says false. */
export async function readQueue(deadlineMs: number, onEntry: (one: QueueEntry) => boolean): Promise<Read> {
  const child = spawn('/usr/sbin/postqueue', ['-j'], {
    env: childEnvironment,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: Math.max(1, Math.ceil(deadlineMs)),
    killSignal: 'SIGKILL',
  })
  let words = ''
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-stderrMax)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  ended.catch(() => undefined)
  let [unreadable, stopped] = [0, false]
  for await (const line of createInterface({ input: child.stdout })) {
    const one = entryIn(line)
    if (one === null) unreadable++
    else if (!onEntry(one)) {
      stopped = true
      break
    }
  }
  if (stopped) {
    child.kill('SIGKILL')
    return { complete: false, unreadable }
  }
  const code = await ended.catch((error: unknown) => Promise.reject(unreadableQueue(String(error))))
  if (code !== 0) throw unreadableQueue(words.trim() || `postqueue ended with ${code ?? 'a signal'}`)
  return { complete: true, unreadable }
}

export const unreadableQueue = (words: string) => new AgentError('queue_unreadable', words.slice(0, stderrMax))

function entryIn(line: string): QueueEntry | null {
  try {
    return entry.safeParse(JSON.parse(line)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

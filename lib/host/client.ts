// Typed calls to a host's agent. One SSH connection per host and process, kept and made anew on demand; on it three long-lived
// channels, so that neither a look at a large queue or an archive nor the reading of logs ever stands in the way of an apply. Every channel opens with `hello`. Answers are
// parsed before anybody sees them: a host that was broken into can lie, but only in the protocol's shapes.
import 'server-only'
import { AppError } from '#lib/errors'
import {
  type Hello,
  type Operation,
  type OperationInput,
  type OperationOutput,
  operations,
  protocolVersion,
} from '#lib/protocol/operations'
import { AgentChannel } from './agent-channel'
import { panelPrivateKey } from './panel-key'
import { type Connection, connectTo, type HostDoor } from './transport'

export type Call = <O extends Operation>(op: O, input: OperationInput<O>, options?: { deadlineMs?: number }) => Promise<OperationOutput<O>>
export type Agent = {
  call: Call
  /** A channel of its own for the length of `work`: what `stage` holds belongs to one channel. */
  alone: <T>(work: (call: Call) => Promise<T>) => Promise<T>
  hello: () => Promise<Hello>
}

type Greeted = { channel: AgentChannel; hello: Hello }
type Lane = 'apply' | 'logs' | 'other'
type Kept = { door: HostDoor; connection: Promise<Connection> | null; lanes: Partial<Record<Lane, Promise<Greeted>>> }

const kept = new Map<string, Kept>()
const applyOps: ReadonlySet<Operation> = new Set(['hello', 'plan', 'apply', 'read-domain'])
const laneOf = (op: Operation): Lane => (applyOps.has(op) ? 'apply' : op === 'log-lines' ? 'logs' : 'other')

export function agentFor(host: HostDoor): Agent {
  const door = doorOf(host)
  return {
    call: async (op, input, options) => {
      const patienceMs = options?.deadlineMs ?? operations[op].deadlineMs
      const { channel } = await within(onLane(door, laneOf(op)), patienceMs, door, op)
      return ask(channel, door, op, input, options)
    },
    alone: async (work) => {
      const { channel } = await greet(door, await connected(door))
      try {
        return await work((op, input, options) => ask(channel, door, op, input, options))
      } finally {
        channel.end()
      }
    },
    hello: async () => (await onLane(door, 'apply')).hello,
  }
}

/** Lets go of a host: the next call connects anew. */
export async function disconnect(hostId: string): Promise<void> {
  const entry = kept.get(hostId)
  kept.delete(hostId)
  if (!entry?.connection) return
  const [result] = await Promise.allSettled([entry.connection])
  if (result.status === 'fulfilled') result.value.close()
}

export const disconnectAll = (): Promise<unknown> => Promise.all([...kept.keys()].map(disconnect))

function entryFor(door: HostDoor): Kept {
  const entry = kept.get(door.id)
  if (entry && sameDoor(entry.door, door)) return entry
  if (entry) void disconnect(door.id)
  const made: Kept = { door, connection: null, lanes: {} }
  kept.set(door.id, made)
  return made
}

function connected(door: HostDoor): Promise<Connection> {
  const entry = entryFor(door)
  if (entry.connection) return entry.connection
  const forget = () => {
    if (entry.connection === opening) entry.connection = null
  }
  const opening = panelPrivateKey().then((key) => connectTo(door, key, forget))
  entry.connection = opening
  opening.catch(forget)
  return opening
}

function onLane(door: HostDoor, lane: Lane): Promise<Greeted> {
  const entry = entryFor(door)
  const found = entry.lanes[lane]
  if (found) return found
  const forget = () => {
    if (entry.lanes[lane] === opening) delete entry.lanes[lane]
  }
  const opening = connected(door).then((connection) => greet(door, connection, forget))
  entry.lanes[lane] = opening
  opening.catch(forget)
  return opening
}

async function greet(door: HostDoor, connection: Connection, onEnd: () => void = () => undefined): Promise<Greeted> {
  const stream = await connection.openChannel()
  const complaint = lastWords(stream.stderr)
  const channel = new AgentChannel(door.name, stream, onEnd)
  try {
    const hello = await ask(channel, door, 'hello', { protocol: protocolVersion })
    if (hello.protocol !== protocolVersion)
      throw new AppError('agent_upgrade_required', { subject: door.name, detail: `speaks ${hello.protocol}` })
    return { channel, hello }
  } catch (error) {
    channel.end()
    // The door opened, but behind it is no agent (sudo refuses, the program is gone): its words are for the administrator.
    const words = complaint()
    if (words !== '' && connection.isOpen()) throw new AppError('agent_protocol', { subject: door.name, detail: words, cause: error })
    throw error
  }
}

async function ask<O extends Operation>(
  channel: AgentChannel,
  door: HostDoor,
  op: O,
  input: OperationInput<O>,
  { deadlineMs = operations[op].deadlineMs }: { deadlineMs?: number } = {},
): Promise<OperationOutput<O>> {
  const answer = operations[op].output.safeParse(await channel.request(op, input, deadlineMs))
  if (answer.success) return answer.data as OperationOutput<O>
  throw new AppError('agent_protocol', { subject: door.name, detail: `${op}: the answer has another shape`, cause: answer.error })
}

/** A channel that does not open in time fails this question only; others may wait longer for the same one. */
function within<T>(opening: Promise<T>, ms: number, door: HostDoor, op: Operation): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new AppError('host_deadline', { subject: door.name, detail: `${op}: no channel within ${ms} ms` }))
    const timer = setTimeout(late, ms)
    opening.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The end of what a program says on standard error, bounded. */
function lastWords(stderr: NodeJS.ReadableStream): () => string {
  let text = ''
  stderr.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-500)
  })
  return () => text.trim()
}

const doorOf = ({ id, name, address, port, account, hostKey }: HostDoor): HostDoor => ({ id, name, address, port, account, hostKey })
const sameDoor = (a: HostDoor, b: HostDoor): boolean =>
  a.address === b.address && a.port === b.port && a.account === b.account && a.hostKey === b.hostKey

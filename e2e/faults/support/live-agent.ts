// The real agent on a lab machine as a process that a test holds in its hand: it speaks the wire's lines, and can be killed, or stopped
// from reading, at any moment. It is started beside the enrolled door, as root on the machine.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { agentPath, lab } from '#agent/testing/agent-on-host'
import { type Operation, type OperationInput, type OperationOutput, operations, protocolVersion } from '#lib/protocol/operations'
import { type WireError, type WireResponse, wireResponse } from '#lib/protocol/wire'
import type { Machine } from '../../lab/machine-under-test'

export class Refused extends Error {
  constructor(readonly wire: WireError) {
    super(`${wire.code}: ${wire.message}`)
  }
}
export class Killed extends Error {}

type Waiting = { resolve: (answer: WireResponse) => void; reject: (error: Error) => void }

export class LiveAgent {
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #killed = false
  private constructor(
    private readonly child: ChildProcess,
    private readonly pid: number,
  ) {
    if (!child.stdout) throw new Error('the agent has no standard output')
    createInterface({ input: child.stdout }).on('line', (line) => this.#receive(line))
    child.stdin?.on('error', () => this.#end())
    child.on('exit', () => this.#end())
  }

  static async start(machine: Machine): Promise<LiveAgent> {
    const child = spawn('/usr/bin/nsenter', ['-t', String(await leaderOf(machine)), '-a', '--', '/usr/bin/node', agentPath], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(child, 'spawn')
    const agent = new LiveAgent(child, await childOf(child))
    await agent.ask('hello', { protocol: protocolVersion })
    return agent
  }

  async ask<O extends Operation>(op: O, input: OperationInput<O>): Promise<OperationOutput<O>> {
    if (this.#gone) throw new Killed('the agent is gone')
    const id = ++this.#lastId
    const answer = await new Promise<WireResponse>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.child.stdin?.write(`${JSON.stringify({ id, op, deadlineMs: operations[op].deadlineMs, input })}\n`)
    })
    if (!answer.ok) throw new Refused(answer.error)
    return operations[op].output.parse(answer.output) as OperationOutput<O>
  }

  /** From now on nobody takes the agent's answers: what a cut line is to it once the buffers are full. */
  stopReading(): void {
    this.child.stdout?.pause()
  }

  /** The agent alone dies; a postmap that it started may outlive it by a moment, as it would on a real host. */
  async kill(): Promise<void> {
    if (this.#gone) return
    const exit = once(this.child, 'exit')
    this.#killed = true
    process.kill(this.pid, 'SIGKILL')
    await exit
  }

  /** The panel hangs up; the agent finishes what it does. */
  async end(): Promise<void> {
    if (this.#gone) return
    const exit = once(this.child, 'exit')
    this.child.stdin?.end()
    this.child.stdout?.resume()
    await exit
  }

  get #gone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  #receive(line: string): void {
    // The last line of a killed agent may be cut.
    if (this.#killed) return
    const answer = wireResponse.parse(JSON.parse(line))
    if (answer.id === null) return
    this.#waiting.get(answer.id)?.resolve(answer)
    this.#waiting.delete(answer.id)
  }

  #end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Killed('the agent is gone'))
    this.#waiting.clear()
  }
}

export async function leaderOf(machine: Machine): Promise<number> {
  const found = (await lab.status()).find((one) => one.machine === machine)?.leader
  if (!found) throw new Error(`${machine} is not running`)
  return found
}

/** nsenter(1) with a PID namespace stays as the parent; the agent is its only child. */
async function childOf(parent: ChildProcess): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (parent.exitCode !== null) break
    const [pid] = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim().split(/\s+/)
    if (pid) return Number(pid)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error('the agent did not start')
}

// Asks the real agent on a lab machine, by its own wire. It is started as root beside the enrolled door, so that tests of the agent leave
// the panel's key alone.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type ApplyItem,
  type Operation,
  type OperationInput,
  type OperationOutput,
  operations,
  protocolVersion,
} from '#lib/protocol/operations'
import type { DomainState, HostState } from '#lib/protocol/state'
import { type WireError, wireResponse } from '#lib/protocol/wire'
import { labUnderTest, openLab } from '../../e2e/lab/lab.mjs'
import type { Machine } from '../../e2e/lab/machine-under-test'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where whoever it becomes can read it. */
export const agentPath = '/usr/local/lib/agent-under-test.cjs'
export const lab = openLab(labUnderTest)
type Question = { op: Operation; input: unknown }
export type Answer = { ok: true; output: unknown } | { ok: false; error: WireError }

export async function putAgent(machine: Machine) {
  await promisify(execFile)(process.execPath, [`${root}agent/build.mjs`])
  await lab.writeFile(machine, agentPath, await readFile(`${root}dist/postern-agent.cjs`))
}

/** Sends raw lines and gives the parsed answers. */
export async function converse(machine: Machine, lines: readonly string[], args: readonly string[] = []): Promise<Answer[]> {
  const { stdout } = await lab.exec(machine, ['/usr/bin/node', agentPath, ...args], { stdin: `${lines.join('\n')}\n`, deadlineMs: 120_000 })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => wireResponse.parse(JSON.parse(line)))
}

export const request = (id: number, { op, input }: Question) => JSON.stringify({ id, op, deadlineMs: operations[op].deadlineMs, input })
export const helloRequest = request(1, { op: 'hello', input: { protocol: protocolVersion } })

/** One channel, hello first; the answers without hello's. */
export async function askAll(machine: Machine, questions: readonly Question[]): Promise<Answer[]> {
  const answers = await converse(machine, [helloRequest, ...questions.map((question, index) => request(index + 2, question))])
  return answers.slice(1)
}

export async function ask<O extends Operation>(machine: Machine, op: O, input: OperationInput<O>): Promise<OperationOutput<O>> {
  const [answer] = await askAll(machine, [{ op, input }])
  if (!answer?.ok) throw new Error(`${op}: ${JSON.stringify(answer)}`)
  return operations[op].output.parse(answer.output) as OperationOutput<O>
}

export async function refusal(machine: Machine, op: Operation, input: unknown): Promise<WireError> {
  const [answer] = await askAll(machine, [{ op, input }])
  if (!answer || answer.ok) throw new Error(`${op} was not refused: ${JSON.stringify(answer)}`)
  return answer.error
}

let revision = Math.floor(Date.now() / 1000)
export const nextRevision = () => ++revision

export const item = (state: DomainState): ApplyItem => ({ state, revision: nextRevision(), ifDigest: null })
export const applyStates = (machine: Machine, ...states: DomainState[]) =>
  ask(machine, 'apply', { domains: states.map(item), staged: false })

export async function configure(machine: Machine, state: HostState = { relayhost: null }) {
  const plan = await ask(machine, 'plan-config', { state })
  await ask(machine, 'apply-config', { state, ifDigest: plan.digest })
}

// The process that answers on port 80, as long as there is something to answer. One for the channel: it ends with it.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { ChallengeAnswer } from '#lib/protocol/certificates'
import { AgentError } from '../agent-error'
import { childEnvironment } from '../run-program'

type Responder = { child: ChildProcessByStdio<Writable, Readable, null>; lines: AsyncIterator<string> }
let running: Responder | null = null

/** nobody and nogroup of every Debian. */
const nobody = '65534'
const unprivileged = [
  ...['--reuid', nobody, '--regid', nobody, '--clear-groups', '--no-new-privs'],
  ...['--inh-caps', '-all,+net_bind_service', '--ambient-caps', '-all,+net_bind_service', '--bounding-set', '-all,+net_bind_service'],
]

export async function answerWith(answers: readonly ChallengeAnswer[]): Promise<void> {
  if (answers.length === 0) return endAnswers()
  running ??= start()
  running.child.stdin.write(`${JSON.stringify(answers)}\n`)
  const said = await running.lines.next()
  if (!said.done && said.value === 'ok') return
  endAnswers()
  const why = said.value === 'EADDRINUSE' ? 'another program listens on port 80' : `port 80 cannot be opened (${said.value ?? 'no answer'})`
  throw new AgentError('config_refused', `The certificate authority cannot be answered here: ${why}.`)
}

function start(): Responder {
  const program = process.argv[1] ?? ''
  const child = spawn('/usr/bin/setpriv', [...unprivileged, process.execPath, program, 'challenges'], {
    env: childEnvironment,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const own = { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  // It may end by itself: what is written to it then must not end the channel.
  child.stdin.on('error', () => child.stdin.destroy())
  child.once('error', () => child.stdout.destroy())
  child.once('exit', () => {
    if (running === own) running = null
  })
  return own
}

/** The channel has ended, or there is nothing left to answer. */
export function endAnswers(): void {
  running?.child.stdin.end()
  running?.child.kill()
  running = null
}

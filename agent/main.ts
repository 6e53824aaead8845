// The privileged program. Without an argument it serves the panel on stdin and stdout: that is all that the door allows. The words
// below are for root on the host itself: enrolment runs install, the boot runs recover, a timer runs expire.
import { AgentError } from './agent-error'
import { audit } from './audit-log'
import { answerOnPort80 } from './challenges/answer-on-port-80'
import { endAnswers } from './challenges/responder'
import { serve } from './channel'
import { takeBackPending } from './config/host-change'
import { makeFolders } from './files/folders'
import { takeLock } from './files/lock'
import { finishLastGeneration, removeLeftovers } from './files/recover'
import { install } from './install/install'
import { uninstall } from './install/uninstall'
import { type MailHost, probeMailHost } from './mail-host'
import { expire } from './operations/expire'
import { newSession } from './session'
import { agentVersion } from './version'

const lockWaitMs = 60_000

async function main(args: readonly string[]): Promise<number> {
  const [word, ...rest] = args
  if (word === 'version' && rest.length === 0) {
    process.stdout.write(`${agentVersion}\n`)
    return 0
  }
  // Started by the channel, as nobody.
  if (word === 'challenges' && rest.length === 0) return answerOnPort80(process.stdin, process.stdout)
  if (process.getuid?.() !== 0) return usage('postern-agent runs as root.')
  process.umask(0o077)
  if (rest.length > 0) return usage('There is one word at most.')
  if (word === undefined) {
    await serve(newSession(await probeMailHost()), process.stdin, process.stdout)
    endAnswers()
    return 0
  }
  if (word === 'recover') return recover()
  if (word === 'expire') return expireNow(await probeMailHost())
  if (word === 'install') return install(process.stdin, process.stdout)
  if (word === 'uninstall') return uninstall(process.stdout)
  return usage(`There is no word ${JSON.stringify(word)}.`)
}

async function recover(): Promise<number> {
  const host = await probeMailHost()
  await makeFolders(host)
  const release = await takeLock(host, lockWaitMs)
  await takeBackPending(host)
  const generation = await finishLastGeneration(host)
  await removeLeftovers(host)
  await release()
  if (generation !== null) await audit(host, { op: 'recover', requestId: null, domains: [], outcome: 'ok', generation })
  return expireNow(host)
}

async function expireNow(host: MailHost): Promise<number> {
  const generation = await expire(host)
  if (generation !== null) await audit(host, { op: 'expire', requestId: null, domains: [], outcome: 'ok', generation })
  return 0
}

function usage(reason: string): number {
  process.stderr.write(`${reason}\nusage: postern-agent [version | recover | expire | install | uninstall]\n`)
  return 64
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof AgentError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
  },
)

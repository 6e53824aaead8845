// NAME     hello - say who is there; must be the first request on a channel
// INPUT    protocol: the version that the panel speaks
// OUTPUT   versions of agent, Postfix and Dovecot, the map type in use, the last generation, whether Postfix names our tables
// WRITES   nothing, except that a generation left by a crash is finished and its leftovers are removed
// ERRORS   upgrade_required when the versions differ
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { protocolVersion } from '#lib/protocol/operations'
import { AgentError } from '../agent-error'
import { isConfigured } from '../config/is-configured'
import { makeFolders } from '../files/folders'
import { latestGeneration } from '../files/generations'
import { removeLeftovers } from '../files/recover'
import { type Handler, withReadLock } from '../session'
import { agentVersion } from '../version'

export const hello: Handler<'hello'> = async (session, { protocol }, deadline) => {
  if (protocol !== protocolVersion) {
    throw new AgentError('upgrade_required', `The panel speaks protocol ${protocol}, this agent ${protocolVersion}.`)
  }
  const { host } = session
  await makeFolders(host)
  await withReadLock(session, deadline, () => removeLeftovers(host))
  session.greeted = true
  return {
    protocol: protocolVersion,
    agent: agentVersion,
    hostname: hostname(),
    os: await osName(),
    postfix: host.postfix,
    dovecot: host.dovecot,
    generation: await latestGeneration(host),
    configured: await isConfigured(host),
  }
}

/** os-release(5) */
async function osName(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8')
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? 'unknown'
}

// Settings of a whole host as the protocol has them, and their way there. A host gets them by itself only after a person has looked at
// the first plan and let it be applied (enrolment): from then on a saved setting follows like any other change.
import { db } from '#lib/db/client'
import type { Agent } from '#lib/host/client'
import { type HostState, hostState } from '#lib/protocol/state'
import { unseal } from '#lib/sealing'

export const relayPasswordOwner = (hostId: string): string => `host-relay-password:${hostId}`

export async function hostStateOf(hostId: string): Promise<{ state: HostState; revision: bigint }> {
  const host = await db().host.findUniqueOrThrow({ where: { id: hostId }, omit: { relayPasswordSealed: false } })
  const { relayServer, relayPort, relayLookupMx, relayTls, relayUsername, relayPasswordSealed } = host
  const login =
    relayUsername !== null && relayPasswordSealed !== null
      ? { username: relayUsername, password: unseal(relayPasswordSealed, relayPasswordOwner(hostId)) }
      : null
  const relayhost = relayServer === null ? null : { server: relayServer, port: relayPort, lookupMx: relayLookupMx, tls: relayTls, login }
  return { state: hostState.parse({ relayhost }), revision: host.configRevision }
}

export async function applyHostState(hostId: string, agent: Agent): Promise<void> {
  const { state, revision } = await hostStateOf(hostId)
  const plan = await agent.call('plan-config', { state })
  if (plan.changes.length > 0) await agent.call('apply-config', { state, ifDigest: plan.digest })
  await noteHostStateApplied(hostId, revision)
}

export async function noteHostStateApplied(hostId: string, revision: bigint): Promise<void> {
  const { count } = await db().host.updateMany({
    where: { id: hostId, configApplied: { lt: revision } },
    data: { configApplied: revision },
  })
  // One that was new is asked for its logs at once; those of the others are being read.
  if (count > 0) await db().$executeRaw`select graphile_worker.add_job('read-all-logs', '{}'::json, job_key => 'read-all-logs')`
}

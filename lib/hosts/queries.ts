import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { hostStateOf } from '#lib/changes/host-state'
import { db } from '#lib/db/client'
import { agentFor } from '#lib/host/client'
import type { ConfigPlanView, HostView } from './schema'
import { hostViewOf, hostViews, requireHostRow } from './view'

/** All of them: hosts are few. */
export async function listHosts(actor: Actor): Promise<HostView[]> {
  requirePermission(actor, 'host.read')
  return hostViews(await db().host.findMany({ orderBy: { name: 'asc' }, omit: { relayPasswordSealed: false } }))
}

export async function getHost(actor: Actor, idOrName: string): Promise<HostView> {
  requirePermission(actor, 'host.read')
  return hostViewOf(await requireHostRow(idOrName))
}

/** What would change in Postfix's and Dovecot's own configuration for the saved settings; asks the host. */
export async function planHostConfig(actor: Actor, idOrName: string): Promise<ConfigPlanView> {
  requirePermission(actor, 'host.read')
  const host = await requireHostRow(idOrName)
  const { state } = await hostStateOf(host.id)
  return agentFor(host).call('plan-config', { state })
}

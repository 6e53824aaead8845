// Settings of a host are saved like anything else and follow to the host by the same job. Its configuration files are changed only against
// a plan that was seen (`ifDigest`), and can be put back from the backup that each change leaves.
import 'server-only'
import type { ChangedFields } from '#lib/audit/changed-fields'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, lockRow } from '#lib/changes/edit'
import { hostStateOf, noteHostStateApplied, relayPasswordOwner } from '#lib/changes/host-state'
import { recordChange } from '#lib/changes/record'
import { agentFor, disconnect } from '#lib/host/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { seal } from '#lib/sealing'
import { requireValid } from '#lib/valid'
import { type HostView, type UpdateHostInput, updateHostInput } from './schema'
import { hostViewOf, requireHostRow } from './view'

/** What the host itself must hear of; names, notes and addresses are the panel's own. */
const applied: ReadonlySet<string> = new Set(['relayServer', 'relayPort', 'relayLookupMx', 'relayTls', 'relayUsername', 'relayPassword'])

export function updateHost(actor: Actor, id: string, version: number, input: UpdateHostInput): Promise<Outcome<HostView>> {
  return asOutcome(async () => {
    const { relayPassword, ...columns } = requireValid(updateHostInput, input)
    return recordChange(actor, 'host.write', async (tx) => {
      const current = await lockRow(tx, 'Host', id)
      const row = await requireHostRow(id, tx)
      const view = await hostViewOf(row, tx)
      if (current !== version) await denyConflict(tx, id, current - version, view)
      if (columns.name && (await tx.host.findFirst({ where: { name: columns.name, id: { not: id } } }))) deny('host_exists', 'name')
      const relayPasswordSealed = relayPassword === undefined ? undefined : relayPassword && seal(relayPassword, relayPasswordOwner(id))
      requireRelayLogin({ ...row, ...columns, ...(relayPasswordSealed !== undefined && { relayPasswordSealed }) })
      const fields = changedFields(
        { ...view, relayPassword: null as string | null },
        { ...columns, ...(relayPassword !== undefined && { relayPassword: '(changed)' }) },
      )
      if (!fields) return { value: view, entries: [], domains: [] }
      const after = await tx.host.update({
        where: { id },
        data: { ...columns, relayPasswordSealed, version: { increment: 1 } },
        omit: { relayPasswordSealed: false },
      })
      const entry = { action: 'host.update', subjectKind: 'host', subjectId: id, subjectName: row.name, hostId: id }
      const concerns = Object.keys(fields.after).some((field) => applied.has(field))
      return { value: await hostViewOf(after, tx), entries: [{ ...entry, ...fields }], domains: [], hosts: concerns ? [id] : [] }
    })
  })
}

/** Only a host on which no domain lives and no mail is kept. Nothing is done there: `host uninstall` closes the door first. */
export function removeHost(actor: Actor, id: string, version: number): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const saved = await recordChange(actor, 'host.write', async (tx) => {
      const current = await lockRow(tx, 'Host', id)
      const row = await requireHostRow(id, tx)
      const view = await hostViewOf(row, tx)
      if (current !== version) await denyConflict(tx, id, current - version, view)
      if (view.domains > 0) deny('host_has_domains', null, { host: row.name, count: view.domains })
      const kept = await tx.archivedMailbox.count({ where: { hostId: id, state: { notIn: ['purged', 'restored'] } } })
      if (kept > 0) deny('host_has_archive', null, { host: row.name, count: kept })
      await tx.archivedMailbox.deleteMany({ where: { hostId: id } })
      await tx.host.delete({ where: { id } })
      const { name, address, port } = row
      const entry = { action: 'host.delete', subjectKind: 'host', subjectId: id, subjectName: name, before: { name, address, port } }
      return { value: null, entries: [entry], domains: [] }
    })
    await disconnect(id)
    return saved
  })
}

/** `ifDigest` is of the plan that the person saw; the host refuses when its files are others by now. */
export function applyHostConfig(
  actor: Actor,
  idOrName: string,
  ifDigest: string,
): Promise<Outcome<{ backup: string | null; reloaded: string[] }>> {
  return asOutcome(async () => {
    requirePermission(actor, 'host.write')
    const host = await requireHostRow(idOrName)
    const { state, revision } = await hostStateOf(host.id)
    const done = await agentFor(host).call('apply-config', { state, ifDigest })
    await noteHostStateApplied(host.id, revision)
    return { value: done, revision: await noteConfigured(actor, host, 'host.configure', { backup: done.backup }) }
  })
}

export function rollBackHostConfig(actor: Actor, idOrName: string, backup: string): Promise<Outcome<{ reloaded: string[] }>> {
  return asOutcome(async () => {
    requirePermission(actor, 'host.write')
    const host = await requireHostRow(idOrName)
    const done = await agentFor(host).call('rollback-config', { backup })
    return { value: done, revision: await noteConfigured(actor, host, 'host.configure-undo', { backup }) }
  })
}

async function noteConfigured(
  actor: Actor,
  host: { id: string; name: string },
  action: string,
  after: ChangedFields,
): Promise<string | null> {
  const entry = { action, subjectKind: 'host', subjectId: host.id, subjectName: host.name, hostId: host.id, after }
  return (await recordChange(actor, 'host.write', async () => ({ value: null, entries: [entry], domains: [] }))).revision
}

type Relay = { relayServer: string | null; relayPort: number | null; relayUsername: string | null; relayPasswordSealed: string | null }

function requireRelayLogin({ relayServer, relayPort, relayUsername, relayPasswordSealed }: Relay): void {
  if ((relayUsername === null) !== (relayPasswordSealed === null))
    deny('relay_login_incomplete', relayUsername === null ? 'relayUsername' : 'relayPassword')
  if (relayServer === null && (relayPort !== null || relayUsername !== null)) deny('relay_settings_without_server', 'relayServer')
}

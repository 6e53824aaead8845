// Puts a server under the panel: agent, account, sudoers and key by the administrator's own SSH; from then on everything by the fixed door.
// The server's configuration is changed only after its plan was shown and accepted. Every step may be run again: a second enrolment of
// the same host renews the agent, the key and the pin.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { hostStateOf, noteHostStateApplied } from '#lib/changes/host-state'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { type Agent, agentFor, disconnect } from '#lib/host/client'
import { ensurePanelKey } from '#lib/host/panel-key'
import type { HostDoor } from '#lib/host/transport'
import { type ConfigPlan, type Hello, protocolVersion } from '#lib/protocol/operations'
import type { HostState } from '#lib/protocol/state'
import { type AdministratorSsh, openAdministratorSsh, type SshTarget } from './administrator-ssh'
import { installAgent, installPackages, packagesMissing, readCertificate, readHostKey, uninstallAgent } from './remote-steps'
import { type HostView, hostName } from './schema'
import { hostViewOf, requireHostRow } from './view'

export type EnrolRequest = {
  ssh: SshTarget
  name: string
  /** Where the panel reaches the host; the target's own address when left out. */
  address?: string | undefined
  port?: number | undefined
  bundleFile: string
  /** Also from another panel, which is locked out. */
  takeOver?: boolean | undefined
  /** Paths on the server. */
  certificate?: { certificate: string; key: string } | undefined
}

/** Talks with the person at the shell. `accept…` false ends the enrolment with nothing more changed. */
export type EnrolDialogue = {
  say: (step: 'packages' | 'agent' | 'door' | 'configuration' | 'saved', detail: string) => void
  acceptPackages: (missing: readonly string[]) => Promise<boolean>
  acceptConfig: (plan: ConfigPlan) => Promise<boolean>
}

const account = 'postern'

/** Null when the person said no. */
export async function enrolHost(actor: Actor, request: EnrolRequest, dialogue: EnrolDialogue): Promise<HostView | null> {
  requirePermission(actor, 'host.write')
  const name = hostName.parse(request.name)
  const known = await db().host.findUnique({ where: { name } })
  const hostKey = await onServer(request.ssh, (ssh) => prepareServer(ssh, request, dialogue))
  if (hostKey === null) return null
  if (known) await disconnect(known.id)
  const address = request.address ?? request.ssh.login.slice(request.ssh.login.indexOf('@') + 1)
  const door: HostDoor = { id: known?.id ?? `enrolment of ${name}`, name, address, port: request.port ?? 22, account, hostKey }
  try {
    const agent = agentFor(door)
    const hello = await agent.hello()
    dialogue.say(
      'door',
      `${hello.hostname}: agent ${hello.agent}, Postfix ${hello.postfix?.version ?? '-'}, Dovecot ${hello.dovecot?.version ?? '-'}`,
    )
    const state: HostState = known ? (await hostStateOf(known.id)).state : { relayhost: null }
    if (!(await configure(agent, state, dialogue))) return null
    // Asked again: what was just configured counts.
    const after = await agent.call('hello', { protocol: protocolVersion })
    return await save(actor, door, after, known?.id ?? null, dialogue)
  } finally {
    await disconnect(door.id)
  }
}

/** A newer agent behind the same door. */
export async function upgradeHost(
  actor: Actor,
  request: Omit<EnrolRequest, 'certificate' | 'takeOver'>,
  dialogue: EnrolDialogue,
): Promise<HostView> {
  requirePermission(actor, 'host.write')
  const row = await requireHostRow(request.name)
  const { publicKey } = await ensurePanelKey()
  await onServer(request.ssh, async (ssh) =>
    dialogue.say('agent', (await installAgent(ssh, request.bundleFile, { publicKey, takeOver: false })).join(', ')),
  )
  await disconnect(row.id)
  const hello = await agentFor(row).hello()
  dialogue.say('door', `agent ${hello.agent}`)
  await recordChange(actor, 'host.write', async (tx) => {
    await tx.host.update({ where: { id: row.id }, data: { facts: { hello } } })
    return { value: null, entries: [{ ...entryOf('host.upgrade', row), after: { agent: hello.agent } }], domains: [] }
  })
  await disconnect(row.id)
  return hostViewOf(await requireHostRow(row.id))
}

/** Closes the door. Mail, tables and configuration stay, and mail goes on flowing; `removeHost` forgets the host. */
export async function uninstallHost(
  actor: Actor,
  request: Pick<EnrolRequest, 'ssh' | 'name'>,
): Promise<{ removed: string[]; stays: string[] }> {
  requirePermission(actor, 'host.write')
  const row = await requireHostRow(request.name)
  await disconnect(row.id)
  const done = await onServer(request.ssh, uninstallAgent)
  await recordChange(actor, 'host.write', async () => ({ value: null, entries: [entryOf('host.uninstall', row)], domains: [] }))
  return done
}

/** The host key to pin, or null when packages are missing and stay so. */
async function prepareServer(ssh: AdministratorSsh, request: EnrolRequest, dialogue: EnrolDialogue): Promise<string | null> {
  const missing = await packagesMissing(ssh)
  if (missing.length > 0) {
    if (!(await dialogue.acceptPackages(missing))) return null
    await installPackages(ssh, missing)
  }
  dialogue.say('packages', missing.join(', '))
  const { publicKey } = await ensurePanelKey()
  const tls = request.certificate && (await readCertificate(ssh, request.certificate))
  dialogue.say('agent', (await installAgent(ssh, request.bundleFile, { publicKey, takeOver: request.takeOver ?? false, tls })).join(', '))
  return readHostKey(ssh)
}

async function configure(agent: Agent, state: HostState, dialogue: EnrolDialogue): Promise<boolean> {
  const plan = await agent.call('plan-config', { state })
  if (!(await dialogue.acceptConfig(plan))) return false
  if (plan.changes.length === 0) return true
  const { backup, reloaded } = await agent.call('apply-config', { state, ifDigest: plan.digest })
  dialogue.say('configuration', `${backup ?? '-'} (${reloaded.join(', ')})`)
  return true
}

async function save(actor: Actor, door: HostDoor, hello: Hello, knownId: string | null, dialogue: EnrolDialogue): Promise<HostView> {
  const { name, address, port, hostKey } = door
  const data = {
    address,
    port,
    account,
    hostKey,
    facts: { hello },
    generation: hello.generation,
    lastSeenAt: new Date(),
    revisionBase: BigInt(Date.now()),
  }
  const reached = { unreachableSince: null, unreachableCode: null, retryAt: null, attempts: 0 }
  const { value: id, revision } = await recordChange(actor, 'host.write', async (tx) => {
    const row = knownId
      ? await tx.host.update({ where: { id: knownId }, data: { ...data, ...reached, version: { increment: 1 } } })
      : await tx.host.create({ data: { ...data, name } })
    const entry = { ...entryOf('host.enrol', row), after: { address, port, hostKey, agent: hello.agent } }
    return { value: row.id, entries: [entry], domains: [], hosts: [row.id] }
  })
  if (revision === null) throw new AppError('internal', { subject: name, detail: 'an enrolment that changed nothing' })
  await noteHostStateApplied(id, BigInt(revision))
  dialogue.say('saved', name)
  return hostViewOf(await requireHostRow(id))
}

async function onServer<T>(target: SshTarget, work: (ssh: AdministratorSsh) => Promise<T>): Promise<T> {
  const ssh = await openAdministratorSsh(target)
  try {
    return await work(ssh)
  } finally {
    await ssh.close()
  }
}

const entryOf = (action: string, host: { id: string; name: string }) => ({
  action,
  subjectKind: 'host',
  subjectId: host.id,
  subjectName: host.name,
  hostId: host.id,
})

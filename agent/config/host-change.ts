// Writes a configuration and proves it before the daemons get it: postfix check, doveconf, reload. When one of them says no, everything
// is as before. Relies on the caller's lock.
import { chown, mkdir, stat } from 'node:fs/promises'
import { AgentError, errnoOf } from '../agent-error'
import { writeDurable } from '../files/durable'
import { makeFolders } from '../files/folders'
import { holdTables } from '../files/hold-tables'
import { builtMapPath } from '../files/maps'
import { accountId, groupId, labelPath, type MailHost, type ReadyHost } from '../mail-host'
import { reloadDovecot, reloadPostfix } from '../reload'
import { tableLabel, tableNames } from '../render/table-names'
import { runProgram } from '../run-program'
import { serverNamesPath } from '../tls/plan-certificates'
import { acceptChange, pendingBackup, restoreBackup, writeBackup, writeWhole } from './backup'
import { type ConfigFile, changedFiles } from './config-files'
import { settleSigner } from './settle-signer'

const relayTables = ['relay-password', 'relay-tls']

/** The backup's stamp, or null when there was nothing to change. */
export async function changeHost(host: ReadyHost, files: readonly ConfigFile[]): Promise<{ backup: string | null; reloaded: string[] }> {
  await makeMailAccount(host)
  await makeMissingTables(host)
  const changed = changedFiles(files)
  if (changed.length === 0) return { backup: null, reloaded: [] }
  const backup = await writeBackup(host, changed)
  try {
    await makeFolders(host)
    for (const { path, after, mode } of changed) await writeWhole(host.root + path, after, mode)
    await settleSigner(
      host,
      changed.map(({ path }) => path),
    )
    await buildRelayMaps(host)
    await buildServerNames(host)
    const reloaded = await validateAndReload()
    await acceptChange(host)
    return { backup, reloaded }
  } catch (error) {
    await putBack(host, backup)
    throw error
  }
}

export async function putBack(host: ReadyHost, backup: string): Promise<string[]> {
  await settleSigner(host, await restoreBackup(host, backup))
  await makeMissingTables(host)
  await buildRelayMaps(host)
  await buildServerNames(host)
  const reloaded = await validateAndReload()
  await acceptChange(host)
  return reloaded
}

/**
 * A crash in the middle of a change: what was there before comes back, built maps included, and daemons that have read the new one already
 * read again. What they say to it is not asked: it is what they had.
 */
export async function takeBackPending(host: MailHost): Promise<void> {
  const backup = await pendingBackup(host)
  if (backup === null) return
  const restored = await restoreBackup(host, backup)
  if (host.postfix && host.dovecot) {
    const ready = { ...host, postfix: host.postfix, dovecot: host.dovecot }
    await settleSigner(host, restored)
    await makeMissingTables(ready)
    await buildRelayMaps(ready)
    await buildServerNames(ready)
    await reloadPostfix()
    await reloadDovecot()
  }
  await acceptChange(host)
}

async function validateAndReload(): Promise<string[]> {
  await mustSucceed('/usr/sbin/postfix', ['check'])
  await mustSucceed('/usr/bin/doveconf', ['-n'])
  if (!(await reloadPostfix())) throw new AgentError('reload_failed', 'Postfix did not take the configuration.')
  if (!(await reloadDovecot())) throw new AgentError('reload_failed', 'Dovecot did not take the configuration.')
  return ['postfix', 'dovecot']
}

async function mustSucceed(program: string, args: string[]) {
  const { exitCode, stderr } = await runProgram(program, args)
  if (exitCode !== 0) throw new AgentError('config_refused', stderr.trim().slice(-2000))
}

/** Postfix answers with a temporary error for every address as long as one of its tables is missing. */
export async function makeMissingTables(host: ReadyHost): Promise<void> {
  const type = host.postfix.mapType
  const missing: string[] = []
  for (const name of [...tableNames, ...relayTables, ...holdTables.map((table) => table.name)]) {
    const path = labelPath(host, tableLabel(name))
    if (await isMissing(path)) await writeDurable(path, '', { mode: name === 'relay-password' ? 0o600 : 0o644, uid: 0, gid: 0 })
    if (await isMissing(builtMapPath(type, path))) missing.push(`${type}:${path}`)
  }
  if (missing.length > 0) await mustSucceed('/usr/sbin/postmap', missing)
}

/** postmap(1) builds under a temporary name of its own and gives the map its source's mode. */
async function buildRelayMaps(host: ReadyHost): Promise<void> {
  await mustSucceed(
    '/usr/sbin/postmap',
    relayTables.map((name) => `${host.postfix.mapType}:${labelPath(host, tableLabel(name))}`),
  )
}

/** Keys and certificates themselves are in the built map, so it is for root alone (postmap(1), -F). */
async function buildServerNames(host: ReadyHost): Promise<void> {
  const source = host.root + serverNamesPath
  if (await isMissing(source)) return
  await mustSucceed('/usr/sbin/postmap', ['-F', `${host.postfix.mapType}:${source}`])
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await stat(path)
    return false
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true
    throw error
  }
}

async function makeMailAccount(host: ReadyHost): Promise<void> {
  const home = `${host.root}/var/vmail`
  if (accountId(host, 'vmail') === null) {
    await mustSucceed('/usr/sbin/useradd', [
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/var/vmail',
      '--shell',
      '/usr/sbin/nologin',
      '--comment',
      'Mail of hosted domains',
      'vmail',
    ])
  }
  if (!(await isMissing(home))) return
  await mkdir(home, { mode: 0o770 })
  await chown(home, accountId(host, 'vmail') ?? 0, groupId(host, 'vmail') ?? 0)
}

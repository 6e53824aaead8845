// A write of many files that is whole or not at all, whatever dies in the middle.
//   prepare  every changed file under a temporary name, durable; its map built from that name and asked
//   commit   the generation's record gets its name; from here on it will be finished, by us or by the next start
//   finish   renames; then the domain records
//   settle   everything else durable, then the mark that no recovery is needed
// Relies on the caller's lock. Nothing here decides what to write.
import { rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Deadline } from '../deadline'
import { groupId, labelPath, type MailHost, statePath } from '../mail-host'
import { type SectionChange, withChange } from '../render/domain-lines'
import { mailboxOfRule } from '../render/rule-lines'
import { isDkimKeysLabel, isPasswdLabel, isPostfixTable, isRulesLabel, isSignerTable } from '../render/table-names'
import { signerGroup } from '../signer'
import type { Disk } from './disk'
import { type DomainRecord, prepareDomainRecords, recordPaths, removeDomainRecordLeftovers, renameDomainRecords } from './domain-records'
import { type FileOwner, renameIfThere, syncPath, writeDurable } from './durable'
import { abandonGeneration, commitGeneration, type GenerationHead, latestGeneration, markSettled, writeGeneration } from './generations'
import { buildMaps, builtMapPath, type MapToBuild } from './maps'
import { buildScripts, type ScriptChange, scriptsStaging, swapScripts } from './sieve-scripts'
import { type DomainKeys, markUnusedKeys, writeKeys } from './signing-keys'
import { formatTableText, putSection, sectionLines, type TableText } from './table-text'

export type Transaction = { kind: GenerationHead['kind']; restored: number | null; domains: DomainRecord[]; changes: SectionChange[] }
/** `settle` must run before the lock is given back. */
export type Written = { generation: number; settle: () => Promise<void> }
/** Called after each step that a crash could follow; the tests stop there. */
export type OnStep = (step: string) => Promise<void>

type PreparedFile = { label: string; temporary: string; path: string; verify: string[]; scripts?: ScriptChange; keys?: DomainKeys }
const parallelWrites = 8
const noStep: OnStep = async () => undefined
const temporaryOf = (path: string) => path.replace(/([^/]+)$/, '.$1.postern-new')

export async function writeTransaction(
  disk: Disk,
  { kind, restored, domains, changes }: Transaction,
  deadline: Deadline,
  onStep = noStep,
): Promise<Written> {
  const { host } = disk
  const generation = (await latestGeneration(host)) + 1
  const count = (side: 'removed' | 'added') => changes.reduce((sum, change) => sum + change[side].length, 0)
  const head: GenerationHead = {
    generation,
    at: new Date().toISOString(),
    kind,
    restored,
    domains,
    linesRemoved: count('removed'),
    linesAdded: count('added'),
  }
  const labels = [...new Set(changes.map(({ file }) => file))]
  let files: PreparedFile[]
  try {
    const recorded = writeGeneration(host, head, changes)
    const prepared = await Promise.allSettled([
      prepareFiles(disk, changes, deadline, onStep),
      recorded,
      prepareDomainRecords(host, domains),
    ])
    const failed = prepared.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    files = prepared[0].status === 'fulfilled' ? prepared[0].value : []
    deadline.assertTimeLeft()
  } catch (error) {
    await Promise.all([
      ...labels.flatMap((label) => temporaries(host, label)).map((path) => rm(path, { force: true, recursive: true })),
      abandonGeneration(host, generation),
      removeDomainRecordLeftovers(host, domains),
    ])
    throw error
  }
  await onStep('before commit')
  await commitGeneration(host, generation)
  await onStep('committed')
  await finish(host, files, domains, onStep)
  return { generation, settle: () => settle(host, generation, files, domains) }
}

/** After a crash behind the commit point: the same changes again. They are sets of lines, so done ones change nothing. */
export async function repeatTransaction(
  disk: Disk,
  generation: number,
  domains: DomainRecord[],
  changes: SectionChange[],
  deadline: Deadline,
) {
  const files = await prepareFiles(disk, changes, deadline, noStep)
  await prepareDomainRecords(disk.host, domains)
  await finish(disk.host, files, domains, noStep)
  await settle(disk.host, generation, files, domains)
}

async function prepareFiles(disk: Disk, changes: readonly SectionChange[], deadline: Deadline, onStep: OnStep): Promise<PreparedFile[]> {
  const { host } = disk
  const byFile = new Map<string, SectionChange[]>()
  for (const change of changes) {
    const held = byFile.get(change.file)
    if (held) held.push(change)
    else byFile.set(change.file, [change])
  }
  const usersGroup = groupId(host, 'dovecot') ?? 0
  const waiting = [...byFile]
  const files: PreparedFile[] = []
  const writeWaiting = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      deadline.assertTimeLeft()
      files.push(await prepareFile(disk, next[0], next[1], usersGroup))
      await onStep(`wrote ${next[0]}`)
    }
  }
  // One failure must not leave another write running while the temporaries are removed.
  const results = await Promise.allSettled(Array.from({ length: parallelWrites }, writeWaiting))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  const maps: MapToBuild[] = files
    .filter(({ label }) => isPostfixTable(label))
    .map(({ label, temporary, verify }) => ({ label, source: temporary, lines: verify }))
  if (host.postfix) await buildMaps(host.postfix.mapType, maps, deadline.leftMs)
  await onStep('built maps')
  if (host.dovecot) for (const file of files) if (file.scripts) await buildScripts(host, file.scripts, deadline.leftMs)
  return files
}

async function prepareFile(disk: Disk, label: string, changes: readonly SectionChange[], usersGroup: number): Promise<PreparedFile> {
  const { table, mtimeSeconds } = await disk.file(label)
  let changed = table
  for (const change of changes) changed = putSection(changed, change.domain, withChange(sectionLines(changed, change.domain), change))
  const path = labelPath(disk.host, label)
  const temporary = temporaryOf(path)
  const owner = ownerOf(label, usersGroup, isSignerTable(label) ? await signerGroup(disk.host) : 0)
  await writeDurable(temporary, formatTableText(label, changed), owner, isPasswdLabel(label) ? laterThan(mtimeSeconds) : undefined)
  const scripts = isRulesLabel(label) ? scriptChange(changes, changed) : undefined
  const keys = isDkimKeysLabel(label) ? { domain: basename(label), lines: sectionLines(changed, basename(label)) } : undefined
  // Before the commit: until a table names it, nobody reads a key.
  if (keys) await writeKeys(disk.host, keys)
  return { label, temporary, path, verify: changes.flatMap(({ added }) => added), ...(scripts && { scripts }), ...(keys && { keys }) }
}

function ownerOf(label: string, usersGroup: number, signersGroup: number): FileOwner {
  if (isPasswdLabel(label)) return { mode: 0o640, uid: 0, gid: usersGroup }
  if (isSignerTable(label)) return { mode: 0o640, uid: 0, gid: signersGroup }
  return { mode: isRulesLabel(label) || isDkimKeysLabel(label) ? 0o600 : 0o644, uid: 0, gid: 0 }
}

/** The scripts of mailboxes whose rules changed; a change of no line builds all of the domain's. */
function scriptChange(changes: readonly SectionChange[], table: TableText): ScriptChange | undefined {
  const [first] = changes
  if (!first) return undefined
  const lines = sectionLines(table, first.domain)
  const changed = changes.flatMap(({ removed, added }) => [...removed, ...added])
  return { domain: first.domain, lines, mailboxes: [...new Set((changed.length > 0 ? changed : lines).map(mailboxOfRule))] }
}

/** Dovecot reads a passwd-file again only when its size or its mtime in whole seconds is another one (db-passwd-file.c). */
const laterThan = (mtimeSeconds: number | null) => Math.max(Math.floor(Date.now() / 1000), (mtimeSeconds ?? 0) + 1)

async function finish(host: MailHost, files: readonly PreparedFile[], domains: readonly DomainRecord[], onStep: OnStep) {
  for (const { label, temporary, path, scripts } of files) {
    if (host.dovecot && scripts) {
      await swapScripts(host, scripts)
      await onStep(`swapped scripts ${label}`)
    }
    if (host.postfix && isPostfixTable(label)) {
      await renameIfThere(builtMapPath(host.postfix.mapType, temporary), builtMapPath(host.postfix.mapType, path))
      await onStep(`renamed map ${label}`)
    }
    await renameIfThere(temporary, path)
    await onStep(`renamed ${label}`)
  }
  await renameDomainRecords(host, domains)
  await onStep('wrote records')
}

async function settle(host: MailHost, generation: number, files: readonly PreparedFile[], domains: readonly DomainRecord[]) {
  const type = host.postfix?.mapType
  const maps = type ? files.filter(({ label }) => isPostfixTable(label)).map(({ path }) => builtMapPath(type, path)) : []
  const folders = new Set([...files.map(({ path }) => dirname(path)), statePath(host, 'domains')])
  for (const path of [...maps, ...recordPaths(host, domains), ...folders]) await syncPath(path)
  for (const { keys } of files) if (keys) await markUnusedKeys(host, keys)
  await markSettled(host, generation)
}

function temporaries(host: MailHost, label: string): string[] {
  const temporary = temporaryOf(labelPath(host, label))
  if (isRulesLabel(label)) return [temporary, scriptsStaging(host, basename(label))]
  return host.postfix && isPostfixTable(label) ? [temporary, builtMapPath(host.postfix.mapType, temporary)] : [temporary]
}

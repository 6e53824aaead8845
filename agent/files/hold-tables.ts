// The three access(5) tables of hold rules: what comes from such a client, from such a sender or for such a recipient waits in the hold queue.
// They belong to no domain, so they are no part of a generation: they are written whole. The built map gets its name first, as Postfix reads
// that one; after a crash in between the next write makes both equal.
import { rename } from 'node:fs/promises'
import type { HoldKind } from '#lib/protocol/queue'
import { readConfigFile } from '../config/config-files'
import { readMainCf } from '../config/is-configured'
import type { Deadline } from '../deadline'
import { labelPath, type MailHost, type ReadyHost } from '../mail-host'
import { tableLabel } from '../render/table-names'
import { syncPath, writeDurable } from './durable'
import { buildMaps, builtMapPath } from './maps'

export type HoldRule = { kind: HoldKind; pattern: string }

export const holdTables = [
  { kind: 'client', name: 'hold-clients', check: 'check_client_access' },
  { kind: 'sender', name: 'hold-senders', check: 'check_sender_access' },
  { kind: 'recipient', name: 'hold-recipients', check: 'check_recipient_access' },
] as const satisfies readonly { kind: HoldKind; name: string; check: string }[]

const verdict = 'HOLD by a hold rule'
const temporaryOf = (path: string) => path.replace(/([^/]+)$/, '.$1.postern-new')

export async function readHoldRules(host: MailHost): Promise<HoldRule[]> {
  const read = await Promise.all(
    holdTables.map(async ({ kind, name }) => {
      const text = (await readConfigFile(labelPath(host, tableLabel(name)))) ?? ''
      const patterns = text.split('\n').map((line) => /^([^#\s]\S*)\s/.exec(line)?.[1])
      return patterns.flatMap((pattern) => (pattern ? [{ kind, pattern }] : []))
    }),
  )
  return read.flat()
}

/** Whether anything differed. */
export async function writeHoldTables(host: ReadyHost, rules: readonly HoldRule[], deadline: Deadline): Promise<boolean> {
  const type = host.postfix.mapType
  const changed = []
  for (const { kind, name } of holdTables) {
    const path = labelPath(host, tableLabel(name))
    const patterns = rules.filter((rule) => rule.kind === kind).map(({ pattern }) => pattern.toLowerCase())
    const lines = [...new Set(patterns)].sort().map((pattern) => `${pattern} ${verdict}`)
    const text = lines.map((line) => `${line}\n`).join('')
    if (text === ((await readConfigFile(path)) ?? '')) continue
    await writeDurable(temporaryOf(path), text, { mode: 0o644, uid: 0, gid: 0 })
    changed.push({ path, map: { label: tableLabel(name), source: temporaryOf(path), lines } })
  }
  await buildMaps(
    type,
    changed.map(({ map }) => map),
    deadline.leftMs,
  )
  for (const { path } of changed) {
    await rename(builtMapPath(type, temporaryOf(path)), builtMapPath(type, path))
    await rename(temporaryOf(path), path)
  }
  if (changed.length > 0) await syncPath(labelPath(host, tableLabel('')))
  return changed.length > 0
}

/** Postfix asks the tables. */
export async function asksHoldTables(host: MailHost): Promise<boolean> {
  return /^postern_recipients\s*=.*\/hold-senders\b/m.test(await readMainCf(host))
}

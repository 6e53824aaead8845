// What this mail host is: where its files lie, which Postfix and Dovecot it runs. `root` is '' on a real host; tests give
// a folder of their own. It never comes from the wire.
import { readFileSync } from 'node:fs'
import { AgentError, errnoOf } from './agent-error'
import { configuredMapType } from './config/is-configured'
import type { Dialect } from './render/dialect'
import { runProgram } from './run-program'

/** Best first: cdb is the fastest to build and to ask; hash is everywhere (measured, see docs/decisions/0002-sharded-maps.md). */
export const mapTypesByPreference = ['cdb', 'lmdb', 'hash'] as const
export type MapType = (typeof mapTypesByPreference)[number]

export type MailHost = {
  root: string
  postfix: { version: string; mapTypes: string[]; mapType: MapType } | null
  dovecot: { version: string; dialect: Dialect } | null
}

export type ReadyHost = MailHost & { postfix: NonNullable<MailHost['postfix']>; dovecot: NonNullable<MailHost['dovecot']> }

export const statePath = (host: MailHost, name: string) => `${host.root}/var/lib/postern/${name}`
/** A label names a managed file below /etc: `postfix/postern/aliases.3`. */
export const labelPath = (host: MailHost, label: string) => `${host.root}/etc/${label}`

async function probe(path: string, args: string[]): Promise<string | null> {
  try {
    const result = await runProgram(path, args, { deadlineMs: 5_000 })
    return result.exitCode === 0 ? result.stdout.trim() : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

export async function probeMailHost(): Promise<MailHost> {
  const [version, types, dovecotVersion] = await Promise.all([
    probe('/usr/sbin/postconf', ['-dh', 'mail_version']),
    probe('/usr/sbin/postconf', ['-m']),
    probe('/usr/sbin/dovecot', ['--version']),
  ])
  const mapTypes = types?.split(/\s+/) ?? []
  const mapType = (await configuredMapType({ root: '' })) ?? mapTypesByPreference.find((type) => mapTypes.includes(type))
  const dovecot = dovecotVersion?.split(' ')[0] ?? null
  return {
    root: '',
    postfix: version && mapType ? { version, mapTypes, mapType } : null,
    dovecot: dovecot ? { version: dovecot, dialect: dialectOf(dovecot) } : null,
  }
}

function dialectOf(version: string): Dialect {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 2 || (major === 2 && minor >= 4) ? '2.4' : '2.3'
}

export function requireDaemons(host: MailHost): ReadyHost {
  if (!host.postfix)
    throw new AgentError('config_refused', 'Postfix is not installed on this host, or has none of the map types cdb, lmdb, hash.')
  if (!host.dovecot) throw new AgentError('config_refused', 'Dovecot is not installed on this host.')
  return { ...host, postfix: host.postfix, dovecot: host.dovecot }
}

/** The numeric id of a group of this host, from group(5); null when there is no such group. */
export function groupId(host: MailHost, name: string): number | null {
  return entryId(`${host.root}/etc/group`, name)
}
export function accountId(host: MailHost, name: string): number | null {
  return entryId(`${host.root}/etc/passwd`, name)
}

function entryId(path: string, name: string): number | null {
  const line = readFileSync(path, 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const id = Number(line?.split(':')[2])
  return line && Number.isInteger(id) ? id : null
}

// A domain each of whose lines says which version it belongs to, and a reader that tells from the host's files which version is there.
// More than one version in one file, or a file with lines missing, is half a state: it throws.

import { labelOf, usersLabel } from '#agent/render/table-names'
import { domain, givenDomain, givenMailbox, local, to } from '#agent/testing/given-domain'
import type { DomainState } from '#lib/protocol/state'
import type { HostFiles } from './host-files'

export const mailboxCount = 120

const ordinary = givenMailbox('ordinary', 'password')

/** Version 0 is: not there. Quota, forwarding and sender grants carry the number. */
export function versionOf(name: string, version: number): DomainState {
  if (version === 0) return { kind: 'absent', domain: domain(name) }
  const mailboxes = Array.from({ length: mailboxCount }, (_, index) => ({
    ...ordinary,
    localPart: local(`u${index}`),
    passwordHash: `{SHA512-CRYPT}$6$v${version}$${'x'.repeat(86)}`,
    quotaBytes: version,
    forwarding: { destinations: [to(`v${version}@elsewhere.test`)], keepCopy: true },
  }))
  return givenDomain(name, { mailboxes })
}

const versions = {
  users: /^u\d+:.*[=](\d+)B?$/,
  aliases: /^u\d+@\S+\s+.*v(\d+)@elsewhere\.test$/,
} as const

function oneVersion(what: string, lines: readonly string[], pattern: RegExp): number {
  if (lines.length === 0) return 0
  const found = new Set(lines.map((line) => Number(pattern.exec(line)?.[1] ?? Number.NaN)))
  const [version = Number.NaN] = found
  if (found.size > 1 || Number.isNaN(version) || lines.length !== mailboxCount)
    throw new Error(`${what} is half: ${lines.length} lines of versions ${[...found].join(', ')}`)
  return version
}

export type Found = { users: number; aliases: number; map: number }

/** What is in the passwd-file, in the table and in the built map: each whole, or this throws. */
export async function versionsOnHost(files: HostFiles, name: string): Promise<Found> {
  const table = `/etc/${labelOf('aliases', domain(name))}`
  const ofDomain = (line: string) => line.split(/\s/)[0]?.endsWith(`@${name}`) === true
  const users = (files.text(`/etc/${usersLabel(name)}`) ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const source = (files.text(table) ?? '').split('\n').filter(ofDomain)
  const map = (await files.map(table)).filter(ofDomain)
  return {
    users: oneVersion(`the passwd-file of ${name}`, users, versions.users),
    aliases: oneVersion(`the table of ${name}`, source, versions.aliases),
    map: oneVersion(`the map of ${name}`, map, versions.aliases),
  }
}

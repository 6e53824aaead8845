// What must hold of a domain, whoever asks: checked inside the transaction that writes it. Every mistake is named at once.

import { isUuid } from '#lib/changes/edit'
import type { Tx } from '#lib/db/client'
import type { Refusal } from '#lib/outcome'
import { deny, refusal } from '#lib/refusals'
import type { DomainKind } from './schema'
import type { DomainRow } from './view'

/** The host by name or id; without one, the only host there is. */
export async function requireHost(tx: Tx, wanted: string | undefined): Promise<{ id: string; name: string }> {
  if (wanted) {
    const host = await tx.host.findFirst({ where: isUuid(wanted) ? { id: wanted } : { name: wanted }, select: { id: true, name: true } })
    return host ?? deny('host_unknown', 'host', { host: wanted.slice(0, 120) })
  }
  const hosts = await tx.host.findMany({ take: 2, select: { id: true, name: true } })
  if (hosts.length > 1) deny('host_required', 'host')
  return hosts[0] ?? deny('no_host', 'host')
}

export type Target = { id: string; name: string; hostId: string; hostName: string }

/** What an alias domain may mirror: hosted, enabled, no alias domain itself. The row is locked, so it stays so until this is saved. */
export async function requireTarget(tx: Tx, name: string | null, own: string): Promise<Target> {
  if (name === null) return deny('target_required', 'target')
  if (name === own) deny('target_itself', 'target')
  const [row] = await tx.$queryRaw<{ id: string; name: string; kind: DomainKind; enabled: boolean; hostId: string; hostName: string }[]>`
    select d.id::text as id, d.name, d.kind::text as kind, d.enabled, d."hostId"::text as "hostId", h.name as "hostName"
    from "Domain" d join "Host" h on h.id = d."hostId" where d.name = ${name} for share of d`
  if (!row) return deny('target_unknown', 'target', { domain: name })
  if (row.kind !== 'hosted') deny('target_not_hosted', 'target', { domain: name })
  if (!row.enabled) deny('target_disabled', 'target', { domain: name })
  return row
}

/** Why a domain cannot become another kind: nothing of the old kind may be left behind unseen. */
export async function kindRefusals(tx: Tx, row: DomainRow, kind: DomainKind): Promise<Refusal[]> {
  if (kind === row.kind) return []
  const domain = row.name
  const refusals: Refusal[] = []
  if (row.mailboxCount + row.aliasCount + row.groupCount > 0) {
    const counts = { mailboxes: row.mailboxCount, aliases: row.aliasCount, groups: row.groupCount }
    refusals.push(refusal('kind_has_addresses', 'kind', { domain, ...counts }))
  }
  if (row.mirrors.length > 0) refusals.push(refusal('kind_is_mirrored', 'kind', { domain, mirrors: namesOf(row.mirrors) }))
  const recipients = await tx.relayRecipient.count({ where: { domainId: row.id } })
  if (recipients > 0) refusals.push(refusal('kind_has_recipients', 'kind', { domain, count: recipients }))
  const grants = await tx.sendAsGrant.count({ where: { domainName: domain } })
  if (grants > 0) refusals.push(refusal('kind_has_grants', 'kind', { domain, count: grants }))
  return refusals
}

type Settings = Pick<DomainRow, 'kind' | 'relayServer' | 'relayPort' | 'relayLookupMx' | 'relayListed'> & {
  defaultQuotaBytes: number | bigint
  largestQuotaBytes: number | bigint | null
}

/** Mistakes between fields. */
export function settingRefusals(wanted: Settings): Refusal[] {
  const refusals: Refusal[] = []
  const { kind, relayServer, relayPort, relayLookupMx, relayListed } = wanted
  if (kind !== 'relay' && (relayServer !== null || relayPort !== null || relayLookupMx || relayListed)) {
    refusals.push(refusal('relay_settings_not_relay', 'kind'))
  } else if (relayPort !== null && relayServer === null) refusals.push(refusal('relay_port_without_server', 'relayPort'))
  if (wanted.largestQuotaBytes !== null && wanted.defaultQuotaBytes > wanted.largestQuotaBytes) {
    refusals.push(refusal('default_above_largest', 'defaultQuotaBytes'))
  }
  return refusals
}

export const namesOf = (domains: readonly { name: string }[]): string => {
  const shown = domains
    .slice(0, 5)
    .map((domain) => domain.name)
    .join(', ')
  return domains.length > 5 ? `${shown} … (${domains.length})` : shown
}

// All that a domain's zone is to have, from every capability that knows a part of it; what the zone file offers, and the keys of DKIM.
import 'server-only'
import { isIP } from 'node:net'
import type { Actor } from '#lib/auth/actor'
import { findSetup, getDnsRecords } from '#lib/client-setup/find-setup'
import { listDkimKeys } from '#lib/dkim/queries'
import type { DkimKeyView } from '#lib/dkim/schema'
import type { DnsRecord } from '#lib/dns/mail-records'
import { recordsToPublish } from '#lib/dns-status/queries'
import type { Wanted } from '#lib/publication/plan'

export type WantedDomain = { id: string; name: string; kind: string }

/** A revocation is shown for a while, then nothing (RFC 6376 3.6.1 wants neither). */
const revokedDays = 7

export async function wantedRecords(actor: Actor, domain: WantedDomain): Promise<Wanted[]> {
  // Its records are the matter of the server that it passes mail on to.
  if (domain.kind === 'relay') return []
  const [texts, keys] = await Promise.all([recordsToPublish(actor, domain.id), listDkimKeys(actor, domain.id)])
  const takesMail = (await findSetup(domain.name)) !== null
  const others = takesMail ? (await getDnsRecords(actor, domain.name, texts)).records : [noMail(domain.name), ...texts]
  return [...others.filter(leadsToName).map(wantedOf), ...wantedKeys(keys, new Date())]
}

/** RFC 7505. */
const noMail = (name: string): DnsRecord => ({ purpose: 'mail', type: 'MX', name, value: '0 .' })

/** A host that has told no name yet is known by its address, which is no target of MX or SRV. */
const leadsToName = ({ type, value }: DnsRecord): boolean =>
  type === 'TXT' || isIP((value.split(' ').at(-1) ?? '').replace(/\.$/, '')) === 0

const wantedOf = ({ purpose, type, name, value }: DnsRecord): Wanted => ({ purpose, type, name, value })

export const wantedKeys = (keys: readonly DkimKeyView[], now: Date): Wanted[] =>
  keys
    .filter(({ state, since }) => state !== 'retired' || now.getTime() - Date.parse(since) < revokedDays * 86_400_000)
    .map(({ record }) => ({ purpose: 'signing', type: 'TXT', name: record.name, value: record.value }))

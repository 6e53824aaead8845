// All that a domain's zone is to have, from every capability that knows a part of it: what the page and the zone file show, and what is published.
import 'server-only'
import { isIP } from 'node:net'
import type { Actor } from '#lib/auth/actor'
import { tlsaRecords } from '#lib/certificates/tlsa-records'
import { findSetup } from '#lib/client-setup/find-setup'
import { listDkimKeys } from '#lib/dkim/queries'
import type { DkimKeyView } from '#lib/dkim/schema'
import { type DnsRecord, type DnsRecordsView, dnsRecords, zoneText } from '#lib/dns/mail-records'
import { hostsWithDane, recordsToPublish } from '#lib/dns-status/queries'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { policyRecords } from '#lib/mta-sts/queries'

export type RecordsDomain = { id: string; name: string; kind: string }

/** A revocation is shown for a while, then nothing (RFC 6376 3.6.1 wants neither). */
const revokedDays = 7

export async function domainRecords(actor: Actor, domain: RecordsDomain): Promise<DnsRecord[]> {
  // Its records are the matter of the server that it passes mail on to.
  if (domain.kind === 'relay') return []
  const [sending, keys, encryption, setup] = await Promise.all([
    recordsToPublish(actor, domain.id),
    listDkimKeys(actor, domain.id),
    encryptionRecords(actor, domain),
    findSetup(domain.name),
  ])
  const mail = setup ? dnsRecords(setup) : [noMail(domain.name)]
  const all = [...mail, ...sending, ...keyRecords(keys, new Date()), ...encryption]
  return all.toSorted((a, b) => order.indexOf(a.purpose) - order.indexOf(b.purpose))
}

/** Throws not_found for a domain that only passes mail on. */
export async function domainRecordsView(actor: Actor, domain: RecordsDomain): Promise<DnsRecordsView> {
  if (domain.kind === 'relay') throw new AppError('not_found', { subject: domain.name })
  const records = await domainRecords(actor, domain)
  return { records, zone: zoneText(domain.name, records), publicUrl: env('NEXTAUTH_URL').replace(/\/+$/, '') }
}

const order: readonly DnsRecord['purpose'][] = ['mail', 'sending', 'signing', 'encryption', 'programs']

/** RFC 7505. */
const noMail = (name: string): DnsRecord => ({ purpose: 'mail', type: 'MX', name, value: '0 .' })

/** A host that has told no name yet is known by its address, which is no target of MX or SRV. */
export const leadsToName = ({ type, value }: DnsRecord): boolean =>
  type === 'TXT' || type === 'TLSA' || isIP((value.split(' ').at(-1) ?? '').replace(/\.$/, '')) === 0

const keyRecords = (keys: readonly DkimKeyView[], now: Date): DnsRecord[] =>
  keys
    .filter(({ state, since }) => state !== 'retired' || now.getTime() - Date.parse(since) < revokedDays * 86_400_000)
    .map(({ record }) => ({ purpose: 'signing', type: 'TXT', name: record.name, value: record.value }))

/** The policy of MTA-STS, and TLSA where the DNS proves what it says: elsewhere nobody would believe it. */
async function encryptionRecords(actor: Actor, domain: RecordsDomain): Promise<DnsRecord[]> {
  const [policy, tlsa] = await Promise.all([policyRecords(actor, domain.id), tlsaRecords(actor, domain)])
  const proved = await hostsWithDane(tlsa.map(({ hostId }) => hostId))
  return [
    // Where the panel has no name of its own the wizard says what to do.
    ...policy.flatMap(({ type, name, value }): DnsRecord[] =>
      type === 'TXT' || type === 'CNAME' ? [{ purpose: 'encryption', type, name, value }] : [],
    ),
    ...tlsa
      .filter(({ hostId }) => proved.has(hostId))
      .map(({ name, value }): DnsRecord => ({ purpose: 'encryption', type: 'TLSA', name, value })),
  ]
}

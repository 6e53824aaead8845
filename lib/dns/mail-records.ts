// The records that a domain's DNS must have for its mail to arrive here and for mail programs to find it: MX (RFC 5321 5), SRV for mail
// programs (RFC 6186, RFC 8314 5.1; RFC 5804 1.8 for ManageSieve), and the names under which the panel answers them.
import { isIP } from 'node:net'
import * as z from 'zod'
import { firstOf, type Protocol, type Service } from './mail-ports'
import { zoneTextOf } from './zone-text'

export const recordPurposes = ['mail', 'sending', 'signing', 'encryption', 'programs'] as const

export const dnsRecord = z.object({
  /** mail: it arrives; sending: receivers believe it; signing: keys of DKIM; encryption: servers insist on it; programs: they find it by themselves. */
  purpose: z.enum(recordPurposes),
  type: z.enum(['MX', 'SRV', 'CNAME', 'TXT', 'TLSA']),
  /** The whole name, without the last dot. */
  name: z.string(),
  value: z.string(),
})
export type DnsRecord = z.infer<typeof dnsRecord>

export const dnsRecordsView = z.object({
  records: z.array(dnsRecord),
  zone: z.string().describe('The same as a zone file has them'),
  publicUrl: z.string().describe('Where the panel answers mail programs'),
})
export type DnsRecordsView = z.infer<typeof dnsRecordsView>

/** Where the mail of a domain is: the name that the host's certificate carries, what it listens on, and the panel's own address. */
export type MailPlaces = { domain: string; server: string; services: Service[]; publicUrl: string }

const ttl = 3600
const names: Record<Service['tls'], Partial<Record<Protocol, string>>> = {
  implicit: { imap: '_imaps', pop3: '_pop3s', submission: '_submissions' },
  starttls: { imap: '_imap', pop3: '_pop3', submission: '_submission', sieve: '_sieve' },
}
/** RFC 6186 3.4: what is preferred has the lower number. */
const priorities: Record<Protocol, number> = { imap: 0, pop3: 10, submission: 0, sieve: 0 }

export function dnsRecords({ domain, server, services, publicUrl }: MailPlaces): DnsRecord[] {
  const mx: DnsRecord[] = [{ purpose: 'mail', type: 'MX', name: domain, value: `10 ${server}.` }]
  const srv = services.flatMap(({ protocol, tls, port }): DnsRecord[] => {
    const name = names[tls][protocol]
    // Clear until STARTTLS, and the same behind it: only where nothing better is open.
    if (!name || (tls === 'starttls' && (protocol === 'imap' || protocol === 'pop3') && firstOf(services, protocol)?.tls === 'implicit'))
      return []
    return [{ purpose: 'programs', type: 'SRV', name: `${name}._tcp.${domain}`, value: `${priorities[protocol]} 1 ${port} ${server}.` }]
  })
  return [...mx, ...srv, ...panelRecords(domain, publicUrl)]
}

/** Programs ask over HTTPS alone, and a name is what its certificate is for: a panel that has neither cannot answer them. */
function panelRecords(domain: string, publicUrl: string): DnsRecord[] {
  const { hostname, protocol, port } = new URL(publicUrl)
  if (protocol !== 'https:' || isIP(hostname.replace(/[[\]]/g, '')) !== 0) return []
  const own = (name: string): DnsRecord => ({ purpose: 'programs', type: 'CNAME', name: `${name}.${domain}`, value: `${hostname}.` })
  const value = `0 0 ${port || 443} ${hostname}.`
  return [own('autoconfig'), own('autodiscover'), { purpose: 'programs', type: 'SRV', name: `_autodiscover._tcp.${domain}`, value }]
}

/** As a zone file has them (RFC 1035 5), under the domain as origin. */
export function zoneText(domain: string, records: readonly DnsRecord[]): string {
  const owner = ({ name }: DnsRecord) => (name === domain ? '@' : name.slice(0, -domain.length - 1))
  const width = Math.max(...records.map((record) => owner(record).length))
  const lines = records.map(
    (record) =>
      `${owner(record).padEnd(width)}  ${ttl}  IN  ${record.type.padEnd(5)}  ${record.type === 'TXT' ? zoneTextOf(record.value) : record.value}`,
  )
  return [`$ORIGIN ${domain}.`, ...lines, ''].join('\n')
}

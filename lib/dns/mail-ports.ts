// What mail programs connect to. The first of a protocol is what they should take: TLS from the first byte (RFC 8314 3), then STARTTLS.
import * as z from 'zod'

export const service = z.object({
  protocol: z.enum(['imap', 'pop3', 'submission', 'sieve']),
  port: z.int(),
  /** `implicit`: TLS from the first byte. */
  tls: z.enum(['implicit', 'starttls']),
})
export type Service = z.infer<typeof service>
export type Protocol = Service['protocol']

const all: readonly Service[] = [
  { protocol: 'imap', port: 993, tls: 'implicit' },
  { protocol: 'imap', port: 143, tls: 'starttls' },
  { protocol: 'pop3', port: 995, tls: 'implicit' },
  { protocol: 'pop3', port: 110, tls: 'starttls' },
  { protocol: 'submission', port: 465, tls: 'implicit' },
  { protocol: 'submission', port: 587, tls: 'starttls' },
  { protocol: 'sieve', port: 4190, tls: 'starttls' },
]

/** Of a host that listens on these ports. One that tells of none at all is stopped for the moment, or has not told yet: then as it was set up. */
export function servicesAt(ports: readonly number[] | undefined): Service[] {
  const open = all.filter(({ port }) => ports?.includes(port))
  return open.length > 0 ? open : [...all]
}

export type Switches = { readonly [protocol in Protocol]: boolean }
export const switchedOn = (services: readonly Service[], switches: Switches): Service[] =>
  services.filter(({ protocol }) => switches[protocol])

export const firstOf = (services: readonly Service[], protocol: Protocol): Service | undefined =>
  services.find((one) => one.protocol === protocol)

// How the DNS is asked. What is not set has its default, so a new setting needs no migration.
import * as z from 'zod'
import { domainList, onOff } from '#lib/addresses/input'
import { parseServer } from '#lib/dns/system-servers'

const resolversMax = 6
const blocklistsMax = 20

export const dnsSettings = z.strictObject({
  /** Addresses of resolvers, with a port where it is not 53; none: those that the panel's own machine asks. */
  resolvers: z.array(z.string()).default([]),
  /** They validate DNSSEC, and nobody can change their answers on the way (RFC 7672 2.1.1). */
  validating: z.boolean().default(false),
  /** Zones of lists of senders of unwanted mail. None: most forbid use without an agreement, or do not answer public resolvers. */
  blocklists: z.array(z.string()).default([]),
  /** The same of lists that name domains. */
  nameLists: z.array(z.string()).default([]),
  /** Names that look like a domain are asked for. Some sixty questions to strangers for each domain and round. */
  lookAlikes: z.boolean().default(false),
  /** Hours between two rounds. */
  hours: z.int().min(1).max(168).default(6),
  /** Name servers and hosts in private networks are the world here. */
  allowPrivate: z.boolean().default(false),
  /** What changed is mailed to owners and admins. */
  mail: z.boolean().default(true),
})
export type DnsSettings = z.output<typeof dnsSettings>

const resolver = z.string().transform((text, context) => {
  if (parseServer(text)) return text
  context.issues.push({ code: 'custom', message: 'invalid_resolver', input: text, params: { text: text.slice(0, 120) } })
  return z.NEVER
})
const resolverList = z
  .union([
    z.array(z.string()),
    z
      .string()
      .max(2000)
      .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== '')),
  ])
  .pipe(z.array(resolver).max(resolversMax, 'too_many_resolvers'))
  .transform((list) => [...new Set(list)])

export const updateDnsSettingsInput = z
  .strictObject({
    resolvers: resolverList,
    validating: onOff,
    blocklists: domainList(blocklistsMax),
    nameLists: domainList(blocklistsMax),
    lookAlikes: onOff,
    hours: z.coerce.number().pipe(z.int().min(1).max(168)),
    allowPrivate: onOff,
    mail: onOff,
  })
  .partial()
export type UpdateDnsSettingsInput = z.input<typeof updateDnsSettingsInput>

export const dnsSettingsView = dnsSettings.extend({ version: z.int() })
export type DnsSettingsView = z.infer<typeof dnsSettingsView>

// Mail hosts, coming in and going out. What an agent said of itself is kept as JSON and parsed again here, so an older shape reads as unknown.
import * as z from 'zod'
import { lineText, noteText, onOff, portOrNone } from '#lib/addresses/input'
import { webmailPlace } from '#lib/addresses/web-address'
import { port, serverName } from '#lib/protocol/names'
import { type ConfigPlan, type Hello, type HostStatus, operations } from '#lib/protocol/operations'
import { hostState } from '#lib/protocol/state'

const empty = z.literal('').transform(() => null)
const orNone = <T extends z.ZodType>(schema: T) => z.union([z.null(), empty, schema])
const login = hostState.shape.relayhost.unwrap().shape.login.unwrap().shape

/** How people name a host: it stands in lists and on command lines. */
export const hostName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'invalid_host_name')
export const hostAddress = lineText(253).pipe(z.string().regex(/^[A-Za-z0-9:][A-Za-z0-9._:-]*$/, 'invalid_server'))

export const updateHostInput = z
  .strictObject({
    name: hostName,
    address: hostAddress,
    port: z.coerce.number().pipe(port),
    note: noteText,
    /** Smart host that takes every message that leaves; null sends by the DNS. */
    relayServer: orNone(
      z
        .string()
        .trim()
        .toLowerCase()
        .transform((text) => text.replace(/^\[ipv6:/, '[IPv6:'))
        .refine((text) => serverName.safeParse(text).success, 'invalid_server'),
    ),
    relayPort: portOrNone,
    relayLookupMx: onOff,
    relayTls: z.enum(['may', 'encrypt', 'verify']),
    relayUsername: orNone(login.username),
    /** Left out: as it is. null: none. */
    relayPassword: orNone(login.password),
    /** Where people of its domains read mail in a browser; null is as the panel's setting says, `none` is nowhere. */
    webmailUrl: webmailPlace,
  })
  .partial()
export type UpdateHostInput = z.input<typeof updateHostInput>

const facts = z.object({ hello: operations.hello.output, status: operations.status.output.optional() })

export const hostView = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string(),
  port: z.int(),
  account: z.string(),
  /** SHA-256 as ssh-keygen -l shows it. */
  hostKeyFingerprint: z.string(),
  agent: operations.hello.output.nullable(),
  /** Of the last look, every two minutes. */
  status: operations.status.output.nullable(),
  relayServer: z.string().nullable(),
  relayPort: z.int().nullable(),
  relayLookupMx: z.boolean(),
  relayTls: z.enum(['may', 'encrypt', 'verify']),
  relayUsername: z.string().nullable(),
  hasRelayPassword: z.boolean(),
  /** Settings of the host that are saved and not applied yet. */
  settingsPending: z.boolean(),
  generation: z.int(),
  heldAtGeneration: z.int().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  unreachableSince: z.iso.datetime().nullable(),
  /** Failure code of the last conversation; also set when the host answers but cannot do what it shall. */
  unreachableCode: z.string().nullable(),
  retryAt: z.iso.datetime().nullable(),
  domains: z.int(),
  /** Saved and not applied; those that failed are among them. */
  domainsPending: z.int(),
  domainsFailed: z.int(),
  domainsDrifted: z.int(),
  /** What it shows on the wire has ended or ends within a week, carries another name, or is not shown. */
  certificateWrong: z.boolean(),
  note: z.string(),
  webmailUrl: z.string().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})
export type HostView = z.infer<typeof hostView>

export const configPlanView = operations['plan-config'].output
export type ConfigPlanView = ConfigPlan

export function factsOf(json: unknown): { hello: Hello | null; status: HostStatus | null } {
  const parsed = facts.safeParse(json)
  return { hello: parsed.data?.hello ?? null, status: parsed.data?.status ?? null }
}

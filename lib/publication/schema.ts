// Zones that the panel may write to, and what it does there: coming in and going out. A zone's secret goes in and never comes out.
import * as z from 'zod'
import { domainText, onOff } from '#lib/addresses/input'
import { isQueryable } from '#lib/dns/name'
import { parseServer } from '#lib/dns/system-servers'
import { tsigAlgorithms } from '#lib/dns/update/tsig-algorithms'
import { doorReasons } from './door-reasons'
import { lineActions } from './plan'

export const zoneKinds = ['rfc2136', 'powerdns'] as const
export type ZoneKind = (typeof zoneKinds)[number]

const server = z.string().trim().min(1, 'required').max(300)
const serverId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,63}$/, 'invalid_value')
const keyName = z.string().trim().toLowerCase().max(253)
const secret = z.string().trim().max(1000)
const ttl = z.coerce.number().pipe(z.int().min(60).max(86_400))

const fields = { server, serverId, keyName, algorithm: z.enum(tsigAlgorithms), secret, allowPrivate: onOff, automatic: onOff, ttl }

export const createZoneInput = z.strictObject({
  name: domainText,
  kind: z.enum(zoneKinds),
  ...fields,
  serverId: serverId.default('localhost'),
  keyName: keyName.default(''),
  algorithm: fields.algorithm.default('hmac-sha256'),
  secret: secret.min(1, 'required'),
  allowPrivate: onOff.default(false),
  automatic: onOff.default(false),
  ttl: ttl.default(3600),
})
export type CreateZoneInput = z.input<typeof createZoneInput>

/** A secret that is left out, or empty, stays. */
export const updateZoneInput = z.strictObject(fields).partial()
export type UpdateZoneInput = z.input<typeof updateZoneInput>

type Checked = { kind: ZoneKind; server: string; keyName: string; secret: string | undefined }

/** What fits the kind; refusals by field. */
export function zoneMistakes({
  kind,
  server: place,
  keyName: key,
  secret: given,
}: Checked): [string, 'invalid_dns_server' | 'invalid_dns_url' | 'required' | 'invalid_tsig_secret'][] {
  if (kind === 'powerdns') return isApiUrl(place) ? [] : [['server', 'invalid_dns_url']]
  return [
    ...(parseServer(place) ? [] : [['server', 'invalid_dns_server'] as const]),
    ...(isQueryable(key.replace(/\.$/, '')) ? [] : [['keyName', 'required'] as const]),
    ...(given === undefined || isTsigSecret(given) ? [] : [['secret', 'invalid_tsig_secret'] as const]),
  ] as ReturnType<typeof zoneMistakes>
}

/** Plain HTTP is for this very machine, and refused elsewhere when it is asked. */
const isApiUrl = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && new URL(text).username === ''

/** 128 bits at least. */
const isTsigSecret = (text: string): boolean => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length >= 16

export const zoneView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(zoneKinds),
  server: z.string(),
  serverId: z.string(),
  keyName: z.string(),
  algorithm: z.enum(tsigAlgorithms),
  allowPrivate: z.boolean(),
  automatic: z.boolean().describe('DKIM keys are published and removed without a person'),
  ttl: z.int(),
  records: z.int().describe('How many the panel has put there'),
  version: z.int(),
})
export type ZoneView = z.infer<typeof zoneView>

export const planLineView = z.object({
  action: z.enum(lineActions),
  name: z.string(),
  type: z.string(),
  value: z.string(),
  purpose: z.string().nullable(),
  others: z.array(z.string()).describe('What stands there, of a conflict'),
  again: z.boolean().describe('It was there, and another hand took it away'),
})

export const publicationView = z.object({
  domain: z.string(),
  zone: z.string().nullable().describe('The zone that it lies in; null: none is set up'),
  kind: z.enum(zoneKinds).nullable(),
  automatic: z.boolean(),
  problem: z.enum(doorReasons).nullable().describe('Why the zone could not be read'),
  lines: z.array(planLineView),
  digest: z.string().describe('Names the plan: to be given back to carry it out'),
  changes: z.int().describe('How many records would come and go'),
})
export type PublicationView = z.infer<typeof publicationView>

export const publishInput = z.strictObject({ digest: z.string().regex(/^[0-9a-f]{32}$/, 'invalid_value') })
export type PublishInput = z.input<typeof publishInput>

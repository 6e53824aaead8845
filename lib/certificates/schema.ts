// Certificates of mail hosts, coming in and going out. A private key comes in by upload alone and goes out nowhere.
import * as z from 'zod'
import { lineText, onOff } from '#lib/addresses/input'
import { parseDomain } from '#lib/addresses/parse-domain'

export const certificateStates = ['waiting', 'current', 'former'] as const
export type CertificateState = (typeof certificateStates)[number]
export const chainEnds = ['known_root', 'own_root', 'self_signed', 'missing_issuer'] as const
export const servedStates = ['ok', 'warning', 'error', 'unknown'] as const
export type ServedState = (typeof servedStates)[number]

/** What can be wrong with what a port shows; the sentences are messages/<locale>/certificates.json. */
export const servedErrors = ['no_tls', 'ended', 'not_yet', 'other_name', 'untrusted', 'incomplete', 'only_old'] as const
export const servedWarnings = ['ends_soon', 'old_protocol', 'not_installed', 'own_authority', 'weak_key', 'weak_signature'] as const
export const servedCodes = [...servedErrors, ...servedWarnings] as const
export type ServedCode = (typeof servedCodes)[number]

export const pemMax = 64 * 1024
export const namesMax = 100

export const uploadCertificateInput = z.strictObject({
  /** PEM: the own certificate and those that lead to its root, in any order. */
  certificate: z.string().trim().min(1, 'required').max(pemMax),
  privateKey: z.string().trim().min(1, 'required').max(pemMax),
  /** It comes from an authority that only the house knows, or from none. */
  ownAuthority: onOff.default(false),
})
export type UploadCertificateInput = z.input<typeof uploadCertificateInput>

/** A name, or a star and a name. */
const servedName = z.string().transform((text, context) => {
  const star = text.trim().startsWith('*.') ? '*.' : ''
  const name = parseDomain(text.trim().slice(star.length))?.name
  if (name !== undefined) return `${star}${name}`
  context.issues.push({ code: 'custom', message: 'cert_name', input: text, params: { text: text.slice(0, 120) } })
  return z.NEVER
})
const servedNames = z
  .union([
    z.array(z.string()),
    z
      .string()
      .max(20_000)
      .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== '')),
  ])
  .pipe(z.array(servedName).max(namesMax, 'too_many'))
  .transform((list) => [...new Set(list)])

const orNone = <T extends z.ZodType>(schema: T) => z.union([z.null(), z.literal('').transform(() => null), schema])

export const updateRenewalInput = z
  .strictObject({
    renews: onOff,
    directory: lineText(500).pipe(z.string().regex(/^(?:https:\/\/[^\s/]+\/\S*)?$/, 'acme_directory')),
    contact: orNone(lineText(254).pipe(z.email('invalid_address'))),
    challenge: z.enum(['http', 'dns']),
    names: servedNames,
    authorityCa: orNone(z.string().trim().max(pemMax)),
    externalKeyId: orNone(lineText(200)),
    /** base64url. Left out: as it is; null: none. */
    externalSecret: orNone(lineText(500).pipe(z.string().regex(/^[A-Za-z0-9_=-]+$/, 'acme_external'))),
  })
  .partial()
export type UpdateRenewalInput = z.input<typeof updateRenewalInput>

/** The authority that most take, to begin with. */
export const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory'

export const tlsaRecord = z.object({ name: z.string(), type: z.literal('TLSA'), value: z.string() })

export const certificateView = z.object({
  id: z.uuid(),
  source: z.enum(['given', 'acme']),
  state: z.enum(certificateStates),
  since: z.iso.datetime(),
  names: z.array(z.string()),
  issuer: z.string(),
  keyKind: z.string(),
  keyBits: z.int(),
  chainEnd: z.enum(chainEnds),
  /** SHA-256, hex. */
  fingerprint: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  /** Shown to who asks for no name. */
  isDefault: z.boolean(),
  /** Names by which it is chosen. */
  servedNames: z.array(z.string()),
  /** It carries the host's own name. */
  coversHost: z.boolean(),
  /** The host has it. */
  installed: z.boolean(),
  /** For senders that know DANE. */
  tlsa: tlsaRecord,
  /** Waiting: its record was seen everywhere at that time. */
  recordSeenAt: z.iso.datetime().nullable(),
  hasKey: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type CertificateView = z.infer<typeof certificateView>

export const servedFinding = z.object({
  code: z.enum(servedCodes),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type ServedFinding = z.infer<typeof servedFinding>

/** As a look keeps it. */
export const servedResult = z.object({
  fingerprint: z.string().nullable(),
  issuer: z.string(),
  names: z.array(z.string()),
  notAfter: z.iso.datetime().nullable(),
  /** Versions of TLS that it takes, newest first. */
  protocols: z.array(z.string()),
  findings: z.array(servedFinding),
  /** DER, base64, its own first: what TLSA records stand for. */
  chain: z.array(z.string()).default([]),
})
export type ServedResult = z.infer<typeof servedResult>

export const servedView = servedResult.omit({ chain: true }).extend({
  port: z.int(),
  name: z.string(),
  state: z.enum(servedStates),
  since: z.iso.datetime(),
  checkedAt: z.iso.datetime(),
})
export type ServedView = z.infer<typeof servedView>

export const renewalView = z.object({
  renews: z.boolean(),
  directory: z.string(),
  contact: z.string().nullable(),
  challenge: z.enum(['http', 'dns']),
  names: z.array(z.string()),
  authorityCa: z.string().nullable(),
  externalKeyId: z.string().nullable(),
  hasExternalSecret: z.boolean(),
  hasAccount: z.boolean(),
  renewAt: z.iso.datetime().nullable(),
  renewedAt: z.iso.datetime().nullable(),
  attempts: z.int(),
  /** Why the last try failed, and the authority's own words. */
  code: z.string().nullable(),
  detail: z.string().nullable(),
})
export type RenewalView = z.infer<typeof renewalView>

export const installView = z.object({
  pending: z.boolean(),
  installedAt: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
})

export const hostCertificatesView = z.object({
  hostId: z.uuid(),
  host: z.string(),
  /** The name that its certificate must carry: MX of its domains leads to it. */
  hostName: z.string(),
  certificates: z.array(certificateView),
  served: z.array(servedView),
  renewal: renewalView,
  install: installView,
  lookedAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type HostCertificatesView = z.infer<typeof hostCertificatesView>

export const nameProposal = z.object({
  names: z.array(z.string()).describe('The host’s own first, then those of its domains that lead to it'),
  unanswered: z.array(z.string()).describe('Names of which the DNS did not say where they lead'),
})
export type NameProposal = z.infer<typeof nameProposal>

export const certificatePlanView = z.object({ changes: z.array(z.object({ file: z.string(), diff: z.string() })) })
export type CertificatePlanView = z.infer<typeof certificatePlanView>

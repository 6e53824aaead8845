// DKIM keys of a domain, coming in and going out. A private key is in neither but on its way in, by import.
import * as z from 'zod'
import { dkimAlgorithm, rsaBitsMin } from '#lib/protocol/state'

export const keyStates = ['pending', 'published', 'active', 'retiring', 'retired'] as const
export type KeyState = (typeof keyStates)[number]

/** Why a key came into its state. */
export const keyReasons = [
  ...(['made', 'imported', 'rotation'] as const),
  ...(['seen', 'signs', 'chosen', 'record_gone'] as const),
  ...(['replaced', 'put_aside', 'queue_over'] as const),
] as const
export type KeyReason = (typeof keyReasons)[number]
export const keyFindings = [
  ...(['missing', 'different', 'revoked', 'disagree', 'unanswered'] as const),
  ...(['no_signer', 'signer_algorithm', 'host_silent', 'published'] as const),
] as const
export type KeyFinding = (typeof keyFindings)[number]

/** One label or more, in lower case (RFC 6376 3.1); the protocol's own rule, with words. */
const selector = z
  .string()
  .trim()
  .toLowerCase()
  .max(63, 'invalid_selector')
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/, 'invalid_selector')
const selectorOrDated = z.union([z.literal('').transform(() => null), z.null(), selector]).default(null)

export const bitsOffered = [2048, 3072, 4096] as const

export const createDkimKeyInput = z.strictObject({
  algorithm: dkimAlgorithm.default('rsa'),
  /** Of an RSA key. Verifiers need not read more than 2048 (RFC 8301 3.2). */
  bits: z.coerce
    .number()
    .pipe(
      z.union(
        bitsOffered.map((bits) => z.literal(bits)),
        'dkim_bits',
      ),
    )
    .default(rsaBitsMin),
  /** null: of this month. */
  selector: selectorOrDated,
})
export type CreateDkimKeyInput = z.input<typeof createDkimKeyInput>

export const importDkimKeyInput = z.strictObject({
  selector: selector,
  /** PEM, PKCS #8 or PKCS #1. */
  privateKey: z.string().trim().min(1, 'required').max(16_384),
})
export type ImportDkimKeyInput = z.input<typeof importDkimKeyInput>

export const dkimRecord = z.object({
  /** What is to be done with it at the DNS provider. */
  task: z.enum(['publish', 'keep', 'revoke']),
  name: z.string(),
  /** The whole text. */
  value: z.string(),
  /** The same as zone files have it, in strings of 255 at most. */
  strings: z.string(),
})

export const dkimKeyView = z.object({
  id: z.uuid(),
  domain: z.string(),
  selector: z.string(),
  algorithm: dkimAlgorithm,
  bits: z.int(),
  state: z.enum(keyStates),
  since: z.iso.datetime(),
  reason: z.enum(keyReasons),
  finding: z.enum(keyFindings).nullable(),
  /** The name servers that the finding is about. */
  servers: z.array(z.string()),
  /** Somebody must do something: it will not go on by itself. */
  stuck: z.boolean(),
  retireAt: z.iso.datetime().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  imported: z.boolean(),
  createdAt: z.iso.datetime(),
  record: dkimRecord,
})
export type DkimKeyView = z.infer<typeof dkimKeyView>

/** For owners alone, who prove that it is them. */
export const exportDkimKeyInput = z.strictObject({ currentPassword: z.string().max(1024).default('') })
export type ExportDkimKeyInput = z.input<typeof exportDkimKeyInput>

/** PEM, PKCS #8: shown in this answer alone. */
export type DkimKeyExport = { selector: string; domain: string; privateKey: string }

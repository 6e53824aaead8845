// How administrators sign in through a provider (OpenID Connect): the owner's settings, coming in and going out.
import * as z from 'zod'
import { domainText, lineText } from '#lib/addresses/input'

export const passwordSignIn = ['everyone', 'owners', 'nobody'] as const
export const admissions = ['known', 'anyone'] as const
/** What somebody gets whom no group gives a role. An owner is never made by default. */
export const defaultRoles = ['refuse', 'admin', 'domain_admin', 'auditor'] as const

const listMax = 50
/** A JSON list, or one text with a line for each: names of groups have blanks and commas. */
const lines = <T extends z.ZodType<string, string>>(line: T) =>
  z
    .union([
      z.array(z.string()),
      z
        .string()
        .max(20_000, 'text_too_long')
        .transform((text) => text.split(/\r?\n/)),
    ])
    .transform((list) => [...new Set(list.map((one) => one.trim()).filter((one) => one !== ''))])
    .pipe(z.array(line).max(listMax, 'too_many'))

const group = lineText(300).pipe(z.string().min(1, 'required'))
const word = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'invalid_value')

const groupDomains = z.object({ group, domains: z.array(domainText).min(1, 'required').max(500, 'too_many') })
/** `group = domain, domain` on a line. A domain has no `=`, so the last one counts. */
const groupDomainLines = z.union([
  z.array(groupDomains),
  z
    .string()
    .max(40_000, 'text_too_long')
    .transform((text, context) =>
      text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const at = line.lastIndexOf('=')
          const domains = line
            .slice(at + 1)
            .split(/[\s,;]+/)
            .filter((part) => part !== '')
          if (at < 1 || domains.length === 0)
            context.issues.push({ code: 'custom', message: 'invalid_group_domains', input: line, params: { text: line.slice(0, 120) } })
          return { group: line.slice(0, Math.max(0, at)).trim(), domains }
        }),
    )
    .pipe(z.array(groupDomains).max(listMax, 'too_many')),
])

const issuerUrl = z
  .string()
  .trim()
  .max(500, 'text_too_long')
  .pipe(z.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'invalid_url' })], { error: 'invalid_url' }))

export const providerSettings = z.object({
  enabled: z.boolean().default(false),
  /** As the provider spells it. */
  issuer: z.string().default(''),
  clientId: z.string().default(''),
  /** On the button of the sign-in page. */
  buttonName: z.string().default(''),
  scopes: z.string().default('openid profile email'),
  groupsClaim: z.string().default('groups'),
  ownerGroups: z.array(z.string()).default([]),
  adminGroups: z.array(z.string()).default([]),
  domainAdminGroups: z.array(z.string()).default([]),
  auditorGroups: z.array(z.string()).default([]),
  /** Domains that a group gives to its domain admins. */
  groupDomains: z.array(z.object({ group: z.string(), domains: z.array(z.string()) })).default([]),
  otherwise: z.enum(defaultRoles).default('refuse'),
  admits: z.enum(admissions).default('known'),
  requireVerifiedEmail: z.boolean().default(true),
  passwordSignIn: z.enum(passwordSignIn).default('everyone'),
  /** Values of `amr` (RFC 8176) and of `acr` with which the provider vouches for a second factor. */
  trustedMethods: z.array(z.string()).default([]),
  trustedContexts: z.array(z.string()).default([]),
  allowPrivateNetwork: z.boolean().default(false),
})
export type ProviderSettings = z.output<typeof providerSettings>

export const updateProviderInput = z
  .strictObject({
    enabled: z.boolean(),
    issuer: issuerUrl,
    clientId: lineText(300),
    /** Null: the provider gave none (a public client). Never given back. */
    clientSecret: z.string().max(2000, 'text_too_long').nullable(),
    buttonName: lineText(40),
    scopes: lineText(300).pipe(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'invalid_value')),
    groupsClaim: lineText(200),
    ownerGroups: lines(group),
    adminGroups: lines(group),
    domainAdminGroups: lines(group),
    auditorGroups: lines(group),
    groupDomains: groupDomainLines,
    otherwise: z.enum(defaultRoles),
    admits: z.enum(admissions),
    requireVerifiedEmail: z.boolean(),
    passwordSignIn: z.enum(passwordSignIn),
    trustedMethods: lines(word),
    trustedContexts: lines(word),
    allowPrivateNetwork: z.boolean(),
  })
  .partial()
export type UpdateProviderInput = z.input<typeof updateProviderInput>

export const providerView = providerSettings.extend({
  hasSecret: z.boolean(),
  /** To be registered at the provider. */
  redirectUri: z.string(),
  version: z.int(),
})
export type ProviderView = z.infer<typeof providerView>

/** What a look at the provider found, each with a sentence in messages/<locale>/provider.json `check.<code>`. */
export const providerCheck = z.object({
  code: z.string(),
  state: z.enum(['good', 'bad', 'unknown']),
  values: z.record(z.string(), z.string()).default({}),
})
export type ProviderCheck = z.infer<typeof providerCheck>

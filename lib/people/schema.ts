// Administrators, their tokens and their sessions, coming in and going out.
import * as z from 'zod'
import { anyAddress, byteSizeOrNone, countOrNone, domainList, instantOrNone, lineText, onOff, textList } from '#lib/addresses/input'
import { permissions } from '#lib/auth/permissions'
import { tokenAccesses } from '#lib/auth/token-limits'
import { locales } from '#lib/i18n/locales'

export const givenRole = z.enum(['owner', 'admin', 'domain_admin', 'auditor'])
export type GivenRole = z.infer<typeof givenRole>
const locale = z.enum(locales)
const name = lineText(100).pipe(z.string().min(1, 'required'))
/** Judged by lib/auth/administrator-password-rule, which knows the address too. */
const password = z.string().max(1024)

/** Of a domain administrator: what is given, and how much may be handed out in all of it together; null: no limit. */
const domains = domainList(1000)
const limits = { mailboxesMax: countOrNone, quotaMaxBytes: byteSizeOrNone }

export const createAdministratorInput = z.strictObject({
  address: anyAddress.transform((text) => text.toLowerCase()),
  name,
  role: givenRole.default('admin'),
  /** Null: not chosen yet; the browser decides. */
  locale: locale.nullable().default(null),
  domains: domains.default([]),
  mailboxesMax: limits.mailboxesMax.default(null),
  quotaMaxBytes: limits.quotaMaxBytes.default(null),
  /** They choose the password themselves, by a link that is mailed to them. */
  invite: onOff.default(false),
  password: password.nullable().default(null),
})
export type CreateAdministratorInput = z.input<typeof createAdministratorInput>

/** The form that invites. */
export const inviteAdministratorInput = createAdministratorInput.omit({ invite: true, password: true })

export const updateAdministratorInput = z.strictObject({ name, role: givenRole, locale, enabled: onOff, domains, ...limits }).partial()
export type UpdateAdministratorInput = z.input<typeof updateAdministratorInput>

export const setPasswordInput = z.strictObject({ password })
export type SetPasswordInput = z.input<typeof setPasswordInput>

export const acceptInvitationInput = z.strictObject({ token: z.string().max(100), password })
export type AcceptInvitationInput = z.input<typeof acceptInvitationInput>

/** Of oneself. */
export const updateAccountInput = z.strictObject({ name, locale }).partial()
export type UpdateAccountInput = z.input<typeof updateAccountInput>

export const chooseLocaleInput = z.strictObject({ locale })

export const changePasswordInput = z.strictObject({ currentPassword: password, password })
export type ChangePasswordInput = z.input<typeof changePasswordInput>

/** Who adds or takes away a second factor proves first that it is them. */
export const confirmInput = z.strictObject({ currentPassword: password })
export type ConfirmInput = z.input<typeof confirmInput>

export const confirmAppInput = z.strictObject({ setup: z.string().max(2000), code: z.string().trim().max(20) })
export type ConfirmAppInput = z.input<typeof confirmAppInput>

/** `answer`: what the browser made of the options, as JSON. */
export const createPasskeyInput = z.strictObject({ name, answer: z.string().max(40_000) })
export type CreatePasskeyInput = z.input<typeof createPasskeyInput>

export const passkeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type PasskeyView = z.infer<typeof passkeyView>

export const administratorView = z.object({
  id: z.uuid(),
  address: z.string(),
  name: z.string(),
  role: givenRole,
  locale: locale.nullable(),
  enabled: z.boolean(),
  invited: z.boolean().describe('Has not chosen a password yet'),
  domains: z.array(z.string()).describe('Given to a domain administrator; alias domains come with the domain that they mirror'),
  mailboxesMax: z.int().nullable(),
  quotaMaxBytes: z.int().nullable(),
  secondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type AdministratorView = z.infer<typeof administratorView>

/** `link` is shown once, where no mail can be sent: whoever has it chooses the password. */
export const administratorMade = administratorView.extend({ link: z.string().nullable() })
export type AdministratorMade = z.infer<typeof administratorMade>

/** A network by CIDR, or one address. */
const network = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text, context) => {
    if (z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(text).success) return text
    context.issues.push({ code: 'custom', message: 'invalid_network', input: text, params: { text: text.slice(0, 60) } })
    return z.NEVER
  })

export const createTokenInput = z.strictObject({
  name,
  /** Left out: in ninety days. Null, never, is for owners. */
  expiresAt: instantOrNone.optional(),
  access: z.enum(tokenAccesses).default('read'),
  /** Where access is chosen. */
  permissions: textList(z.enum(permissions), 60).default([]),
  /** Names; none: all that its administrator may see. */
  domains: domainList(500).default([]),
  /** From where it works; none: from everywhere. */
  networks: textList(network, 50).default([]),
})
export type CreateTokenInput = z.input<typeof createTokenInput>

export const tokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  administrator: z.string(),
  /** The part of the token that is no secret: `pst_<selector>_…`. */
  selector: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedFrom: z.string().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  access: z.enum(tokenAccesses),
  permissions: z.array(z.string()),
  /** Null: not held to any. */
  domains: z.array(z.string()).nullable(),
  networks: z.array(z.string()),
})
export type TokenView = z.infer<typeof tokenView>

/** The one time that the token itself is shown. */
export const tokenMade = tokenView.extend({ token: z.string() })
export type TokenMade = z.infer<typeof tokenMade>

export const sessionView = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  clientAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type SessionView = z.infer<typeof sessionView>

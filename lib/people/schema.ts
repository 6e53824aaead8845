// Administrators, their tokens and their sessions, coming in and going out.
import * as z from 'zod'
import { anyAddress, instantOrNone, lineText } from '#lib/addresses/input'
import { locales } from '#lib/i18n/locales'

/** Roles that can be given now; the database knows more. */
export const givenRole = z.enum(['owner', 'admin'])
const locale = z.enum(locales)
const name = lineText(100).pipe(z.string().min(1, 'required'))
/** Judged by lib/auth/administrator-password-rule, which knows the address too. */
const password = z.string().max(1024)

export const createAdministratorInput = z.strictObject({
  address: anyAddress.transform((text) => text.toLowerCase()),
  name,
  role: givenRole.default('admin'),
  /** Null: not chosen yet; the browser decides. */
  locale: locale.nullable().default(null),
  password,
})
export type CreateAdministratorInput = z.input<typeof createAdministratorInput>

export const updateAdministratorInput = z.strictObject({ name, role: givenRole, locale, enabled: z.boolean() }).partial()
export type UpdateAdministratorInput = z.input<typeof updateAdministratorInput>

export const setPasswordInput = z.strictObject({ password })
export type SetPasswordInput = z.input<typeof setPasswordInput>

/** Of oneself. */
export const updateAccountInput = z.strictObject({ name, locale }).partial()
export type UpdateAccountInput = z.input<typeof updateAccountInput>

export const chooseLocaleInput = z.strictObject({ locale })

export const changePasswordInput = z.strictObject({ currentPassword: password.min(1, 'required'), password })
export type ChangePasswordInput = z.input<typeof changePasswordInput>

/** Who adds or takes away a second factor proves first that it is them. */
export const confirmInput = z.strictObject({ currentPassword: password.min(1, 'required') })
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
  role: z.enum(['owner', 'admin', 'domain_admin', 'auditor']),
  locale: locale.nullable(),
  enabled: z.boolean(),
  secondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type AdministratorView = z.infer<typeof administratorView>

export const createTokenInput = z.strictObject({ name, expiresAt: instantOrNone.default(null) })
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
  revokedAt: z.iso.datetime().nullable(),
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

// What the person of a mailbox sends, and what they see of it.
import * as z from 'zod'
import { anyAddress, hostedAddress, onOff } from '#lib/addresses/input'
import { locales } from '#lib/i18n/locales'

/** Judged by lib/auth/password-rule, which knows the address too. */
const password = z.string().max(1024)
const currentPassword = password.min(1, 'required')

export const signInInput = z.strictObject({ address: z.string().min(1, 'required').max(400), password: currentPassword })
export type SignInInput = z.input<typeof signInInput>

/** Those of single mail programs, which go on with a new password unless it was lost to somebody. */
const revokeAppPasswords = onOff.default(false)

export const ownPasswordInput = z.strictObject({ currentPassword, password, revokeAppPasswords })
export type OwnPasswordInput = z.input<typeof ownPasswordInput>

export const recoveryInput = z.strictObject({ address: anyAddress, currentPassword })
export type RecoveryInput = z.input<typeof recoveryInput>

export const recoveryCodeInput = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'invalid_code')),
})
export type RecoveryCodeInput = z.input<typeof recoveryCodeInput>

export const noRecoveryInput = z.strictObject({ currentPassword })
export type NoRecoveryInput = z.input<typeof noRecoveryInput>

/** Who adds or takes away a second factor proves first that it is them. */
export const confirmOwnInput = z.strictObject({ currentPassword })
export type ConfirmOwnInput = z.input<typeof confirmOwnInput>

export const confirmOwnAppInput = z.strictObject({ setup: z.string().max(2000), code: z.string().trim().max(20) })
export type ConfirmOwnAppInput = z.input<typeof confirmOwnAppInput>

/** At the second step of a sign-in: of the app, or a recovery code. */
export const secondStepInput = z.strictObject({ code: z.string().trim().min(1, 'required').max(60) })

export const appPasswordsOnlyInput = z.strictObject({ appPasswordsOnly: onOff, currentPassword })
export type AppPasswordsOnlyInput = z.input<typeof appPasswordsOnlyInput>

export type OwnSecondFactorView = { app: boolean; recoveryCodes: number; appPasswordsOnly: boolean }

export const languageInput = z.strictObject({ locale: z.enum(locales) })
export type LanguageInput = z.input<typeof languageInput>

export const forgotInput = z.strictObject({ address: hostedAddress })
export type ForgotInput = z.input<typeof forgotInput>

export const resetInput = z.strictObject({ token: z.string().max(200), password, revokeAppPasswords })
export type ResetInput = z.input<typeof resetInput>

export type OwnMailboxView = {
  id: string
  address: string
  unicodeAddress: string
  displayName: string
  /** 0 is unlimited. */
  quotaBytes: number
  passwordSetAt: string | null
  recovery: { masked: string; provedAt: string | null } | null
  /** A code is on its way to this address, or has arrived there. */
  codeSentTo: string | null
}

export type OwnSessionView = { id: string; createdAt: string; lastSeenAt: string; clientAddress: string | null; userAgent: string | null }

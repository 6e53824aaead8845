// Codes of an authenticator app: RFC 6238 with the parameters that every app understands (SHA-1, six digits, thirty seconds). A code is
// accepted one step early or late, for clocks differ, and once.
import 'server-only'
import { Secret, TOTP } from 'otpauth'
import { db } from '#lib/db/client'
import { seal, unseal } from '#lib/sealing'

const periodSeconds = 30
const stepsAside = 1
/** RFC 4226 4: 160 bits. */
const secretBytes = 20

export const newTotpSecret = (): string => new Secret({ size: secretBytes }).base32

/** `otpauth:` URI for the app; `issuer` tells the accounts of several panels apart. */
export const totpUri = (secret: string, issuer: string, label: string): string => totpOf(secret, issuer, label).toString()

/** The time step that the code belongs to, or null when it is none. */
export function totpStep(secret: string, code: string, at = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const aside = totpOf(secret).validate({ token: code, timestamp: at, window: stepsAside })
  return aside === null ? null : TOTP.counter({ period: periodSeconds, timestamp: at }) + aside
}

/** Whose it is: a secret that was copied into another row opens nothing. */
export type TotpOwner = `administrator:${string}` | `mailbox:${string}`

export const sealTotp = (secret: string, owner: TotpOwner): string => seal(secret, `${owner}:totp`)

/** For a row that comes back under another id. */
export const resealTotp = (sealed: string, before: TotpOwner, owner: TotpOwner): string => sealTotp(unseal(sealed, `${before}:totp`), owner)

export const sealedTotpStep = (sealed: string, owner: TotpOwner, code: string): number | null =>
  totpStep(unseal(sealed, `${owner}:totp`), code)

/** Whether the code is right and newer than the last one; it is spent then, however many ask at once. */
export async function spendTotp(administratorId: string, code: string): Promise<boolean> {
  const row = await db().administrator.findUnique({ where: { id: administratorId }, select: { totpSealed: true } })
  if (!row?.totpSealed) return false
  const step = sealedTotpStep(row.totpSealed, `administrator:${administratorId}`, code)
  if (step === null) return false
  const newer = { OR: [{ totpStep: null }, { totpStep: { lt: step } }] }
  return (await db().administrator.updateMany({ where: { id: administratorId, ...newer }, data: { totpStep: step } })).count === 1
}

const totpOf = (secret: string, issuer?: string, label?: string): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: periodSeconds, issuer, label })

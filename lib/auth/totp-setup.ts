// A new secret until a code proves that the app has it: it travels sealed with the person's browser, so that an unfinished set-up leaves
// nothing behind.
import 'server-only'
import * as z from 'zod'
import { env } from '#lib/env'
import { deny } from '#lib/refusals'
import { seal, unseal } from '#lib/sealing'
import { newTotpSecret, sealTotp, type TotpOwner, totpStep, totpUri } from './totp'

const setupMs = 15 * 60_000
const setupShape = z.object({ secret: z.string(), until: z.number() })

export type AppSetup = { setup: string; secret: string; uri: string }

/** For the app to read. Nothing is saved yet. */
export function beginSetup(owner: TotpOwner, address: string): AppSetup {
  const secret = newTotpSecret()
  const setup = seal(JSON.stringify({ secret, until: Date.now() + setupMs }), `${owner}:totp-setup`)
  return { setup, secret, uri: totpUri(secret, `Postern ${new URL(env('NEXTAUTH_URL')).host}`, address) }
}

/** What is kept of it, with a code that the app shows: that is the first that is spent. Refuses a code or a set-up that is not good. */
export function finishSetup(owner: TotpOwner, { setup, code }: { setup: string; code: string }) {
  const secret = secretIn(setup, owner) ?? deny('setup_over')
  const step = totpStep(secret, code.replaceAll(' ', '')) ?? deny('factor_code_wrong', 'code')
  return { totpSealed: sealTotp(secret, owner), totpStep: step, totpSince: new Date() }
}

/** Null when it is not ours, not theirs, or too old. */
function secretIn(setup: string, owner: TotpOwner): string | null {
  try {
    const { secret, until } = setupShape.parse(JSON.parse(unseal(setup, `${owner}:totp-setup`)))
    return until > Date.now() ? secret : null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

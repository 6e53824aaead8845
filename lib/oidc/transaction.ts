// What the browser keeps while its person is at the provider: sealed, for ten minutes, and good once. Without it an answer of the provider is
// worth nothing, so nobody can finish in somebody else's browser what they began in theirs (login CSRF).
import 'server-only'
import * as z from 'zod'
import { env } from '#lib/env'
import { seal, unseal } from '#lib/sealing'

const lifeMs = 10 * 60_000
const owner = 'oidc-transaction'

const transaction = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where the person wanted to go: a path of the panel. */
  next: z.string(),
  /** Of the provider as it was set then. */
  issuer: z.string(),
  until: z.number(),
})
export type Transaction = Omit<z.infer<typeof transaction>, 'until'>

const isHttps = () => env('NEXTAUTH_URL').startsWith('https:')

/** Browsers refuse the `__Host-` one over plain HTTP. */
export const transactionCookieName = (): string => (isHttps() ? '__Host-postern-provider' : 'postern-provider')

/** Lax: the way back from the provider begins on its site. */
export const transactionCookieOptions = () =>
  ({ httpOnly: true, secure: isHttps(), sameSite: 'lax', path: '/', maxAge: lifeMs / 1000 }) as const

export const sealTransaction = (given: Transaction, now = Date.now()): string =>
  seal(JSON.stringify({ ...given, until: now + lifeMs }), owner)

/** Null: none of ours, or over. */
export function openTransaction(sealed: string | undefined, now = Date.now()): Transaction | null {
  if (!sealed || sealed.length > 4000) return null
  try {
    const { until, ...found } = transaction.parse(JSON.parse(unseal(sealed, owner)))
    return until > now ? found : null
  } catch (error) {
    // Somebody else's text: the same as none.
    if (error instanceof Error) return null
    throw error
  }
}

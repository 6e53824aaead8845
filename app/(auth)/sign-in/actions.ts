'use server'

import { cookies } from 'next/headers'
import { requestAddress } from '#lib/auth/request-address'
import { beginSignIn } from '#lib/oidc/begin-sign-in'
import { ProviderRefusal, type ProviderRefusalCode } from '#lib/oidc/refusal'
import { transactionCookieName, transactionCookieOptions } from '#lib/oidc/transaction'

/** Where the browser goes to sign in at the provider, or why it cannot. An action, so that no other site can begin it. */
export async function beginAtProvider(next: unknown): Promise<{ url: string } | { refused: ProviderRefusalCode }> {
  try {
    const { url, cookie } = await beginSignIn(typeof next === 'string' ? next : undefined, await requestAddress())
    ;(await cookies()).set(transactionCookieName(), cookie, transactionCookieOptions())
    return { url }
  } catch (error) {
    if (error instanceof ProviderRefusal) return { refused: error.code }
    throw error
  }
}

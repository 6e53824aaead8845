'use client'

/**
 * The conversations with /api/auth (next-auth 4), spoken with fetch: its own client keeps a session context in every
 * page, which the panel, whose session is read on the server, has no use for. Each takes a fresh CSRF token first.
 */

export type SignInAnswer = 'signed_in' | 'wrong' | 'elsewhere' | 'limited' | 'unavailable' | 'offline' | 'passkey_none'

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const token: { csrfToken?: string } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()
  return fetch(`/api/auth/${path}`, {
    method: 'POST',
    cache: 'no-store',
    body: new URLSearchParams({ ...fields, csrfToken: token.csrfToken ?? '', json: 'true' }),
  })
}

async function give(provider: 'credentials' | 'code' | 'passkey', fields: Record<string, string>): Promise<SignInAnswer> {
  try {
    const response = await post(`callback/${provider}`, fields)
    const answer: { url?: string } = await response.json()
    const error = answer.url ? new URL(answer.url, window.location.origin).searchParams.get('error') : null
    if (response.ok && error === null) return 'signed_in'
    if (error === 'rate_limited') return 'limited'
    if (error === 'forbidden') return 'elsewhere'
    return error === 'CredentialsSignin' ? 'wrong' : 'unavailable'
  } catch (error) {
    // fetch rejects with a TypeError when nothing answers; an answer that is not JSON comes from something in between.
    if (error instanceof TypeError || error instanceof SyntaxError) return 'offline'
    throw error
  }
}

export const givePassword = (address: string, password: string) => give('credentials', { address, password })
export const giveCode = (code: string) => give('code', { code })

/** Asks the browser for a passkey; it shows what to do itself. */
export async function givePasskey(): Promise<SignInAnswer> {
  const { askPasskey } = await import('../security/passkey-browser')
  const answer = await askPasskey()
  return answer === null ? 'passkey_none' : give('passkey', { answer })
}

/** Ends the session on the server as well as in this browser. */
export async function signOut(): Promise<void> {
  await post('signout', {})
}

// The way back: what the provider answered, checked (state, nonce, PKCE, issuer by RFC 9207, audience, signature, times), and then a session
// of ours like any other. Who has a second factor here gives it, unless the provider vouches for one.
import 'server-only'
import * as client from 'openid-client'
import { spendChallenge } from '#lib/auth/passkey-challenge'
import { hasSecondFactor } from '#lib/auth/second-factor'
import { createSession } from '#lib/auth/sessions'
import type { SignedIn } from '#lib/auth/sign-in'
import { type Client, recordAttempt } from '#lib/auth/sign-in-attempts'
import { log } from '#lib/log'
import { OutboundError } from '#lib/outbound/guarded-fetch'
import { admitPerson } from './admit-person'
import { type Claims, claimAt, readClaims } from './claims'
import { currentProvider, type Provider } from './provider-client'
import { ProviderRefusal } from './refusal'
import { redirectUri } from './settings'
import type { Transaction } from './transaction'

/** `search`: of the request that came back. Throws ProviderRefusal, and writes down who came. */
export async function finishSignIn(search: string, transaction: Transaction | null, from: Client): Promise<SignedIn> {
  try {
    const person = await signIn(search, transaction, from)
    return person
  } catch (error) {
    if (error instanceof ProviderRefusal && transaction !== null)
      await recordAttempt(error.address, from, 'provider', error.code === 'unknown' || error.code === 'disabled' ? error.code : 'wrong')
    throw error
  }
}

async function signIn(search: string, transaction: Transaction | null, from: Client): Promise<SignedIn> {
  const provider = await currentProvider()
  if (!provider.settings.enabled) throw new ProviderRefusal('off')
  // Once, on whichever replica; and only for the provider that it was begun for.
  if (!transaction || transaction.issuer !== provider.settings.issuer || !(await spendChallenge(`provider:${transaction.state}`)))
    throw new ProviderRefusal('over')
  const claims = await askProvider(provider, search, transaction)
  const person = await admitPerson(provider.settings, claims)
  const isFinished = claims.vouched || !hasSecondFactor(person)
  await recordAttempt(person.address, from, 'provider', isFinished ? 'signed_in' : 'half')
  const { id, locale } = person
  const sessionId = await createSession(id, from, { awaitsSecondFactor: !isFinished, vouched: claims.vouched })
  return { id, locale, sessionId, isFinished }
}

async function askProvider({ settings, connect }: Provider, search: string, transaction: Transaction): Promise<Claims> {
  try {
    const configuration = await connect()
    // From the configured public URL: the Host that a stranger sends has no part in it.
    const tokens = await client.authorizationCodeGrant(configuration, new URL(search, redirectUri()), {
      expectedState: transaction.state,
      expectedNonce: transaction.nonce,
      pkceCodeVerifier: transaction.verifier,
      idTokenExpected: true,
    })
    const claims: Record<string, unknown> = { ...tokens.claims() }
    const isWhole = claims.email !== undefined && claimAt(claims, settings.groupsClaim) !== undefined
    const asks = !isWhole && configuration.serverMetadata().userinfo_endpoint !== undefined
    const info = asks ? await client.fetchUserInfo(configuration, tokens.access_token, String(claims.sub)) : {}
    return readClaims(claims, info, settings)
  } catch (error) {
    throw refusalOf(error, settings.issuer)
  }
}

function refusalOf(error: unknown, issuer: string): ProviderRefusal {
  log.warn({ err: error, issuer }, 'a sign-in by the provider did not end well')
  if (error instanceof client.AuthorizationResponseError)
    return new ProviderRefusal(error.error === 'access_denied' ? 'denied' : 'failed', '', error)
  if (outboundIn(error)) return new ProviderRefusal('unreachable', '', error)
  const code = error instanceof Error && 'code' in error ? error.code : null
  return new ProviderRefusal(
    code === 'OAUTH_INVALID_RESPONSE' || code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' ? 'mismatch' : 'failed',
    '',
    error,
  )
}

function outboundIn(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof OutboundError) return true
  return false
}

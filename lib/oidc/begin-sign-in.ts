// The way to the provider: code flow with PKCE, state and nonce. Nothing is kept here for it; the browser holds all, sealed.
import 'server-only'
import * as client from 'openid-client'
import { networkOf } from '#lib/auth/client-network'
import { localPath } from '#lib/auth/local-path'
import { countRequest } from '#lib/auth/request-limit'
import { log } from '#lib/log'
import { currentProvider } from './provider-client'
import { ProviderRefusal } from './refusal'
import { redirectUri } from './settings'
import { sealTransaction } from './transaction'

/** Each may ask the provider something. */
const beginningsMax = { client: 30, everybody: 600 } as const

/** Where to send the browser, and the cookie that it keeps meanwhile. Throws ProviderRefusal. */
export async function beginSignIn(next: string | undefined, clientAddress: string | null): Promise<{ url: string; cookie: string }> {
  const { settings, connect } = await currentProvider()
  if (!settings.enabled) throw new ProviderRefusal('off')
  const within = await countRequest([
    { key: `provider:${clientAddress === null ? 'unknown' : networkOf(clientAddress)}`, max: beginningsMax.client, minutes: 5 },
    { key: 'provider', max: beginningsMax.everybody, minutes: 5 },
  ])
  if (!within) throw new ProviderRefusal('limited')
  const configuration = await connect().catch((cause: unknown) => {
    log.warn({ err: cause, issuer: settings.issuer }, 'the sign-in provider gave no discovery document')
    throw new ProviderRefusal('unreachable', '', cause)
  })
  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(),
    scope: settings.scopes,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(settings.trustedContexts.length > 0 && { acr_values: settings.trustedContexts.join(' ') }),
  })
  return { url: url.href, cookie: sealTransaction({ state, nonce, verifier, next: localPath(next), issuer: settings.issuer }) }
}

// A look at the provider as it is set: what works, and of what does not, what to do. Asks nothing that would change anything there.
import 'server-only'
import * as client from 'openid-client'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { guardedFetch, OutboundError } from '#lib/outbound/guarded-fetch'
import { discover } from './provider-client'
import type { ProviderCheck, ProviderSettings } from './schema'
import { clientSecretOf, readProvider, redirectUri } from './settings'

const good = (code: string, values: Record<string, string> = {}): ProviderCheck => ({ code, state: 'good', values })
const bad = (code: string, values: Record<string, string> = {}): ProviderCheck => ({ code, state: 'bad', values })
const unknown = (code: string): ProviderCheck => ({ code, state: 'unknown', values: {} })

export async function checkProvider(actor: Actor): Promise<ProviderCheck[]> {
  requirePermission(actor, 'settings.write')
  const stored = await readProvider()
  if (stored.values.issuer === '' || stored.values.clientId === '') return [bad('not_set')]
  return look(stored.values, clientSecretOf(stored))
}

async function look(settings: ProviderSettings, secret: string | null): Promise<ProviderCheck[]> {
  const found = await discover(settings, secret).then(
    (configuration) => ({ configuration }),
    (error: unknown) => ({ problem: discoveryProblem(error, settings) }),
  )
  if ('problem' in found) return [found.problem]
  const { configuration } = found
  return [
    good('discovery', { issuer: configuration.serverMetadata().issuer }),
    await clockCheck(settings),
    scopesCheck(configuration, settings),
    await secretCheck(configuration, secret),
    await redirectCheck(configuration, settings),
  ]
}

/** The reasons of the connection, and what the document says that it should not. */
function discoveryProblem(error: unknown, { issuer }: ProviderSettings): ProviderCheck {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof OutboundError) return bad(`outbound_${one.reason}`, { host: one.host })
    const { cause } = one
    if (cause instanceof Response) return bad('discovery_status', { status: String(cause.status), issuer })
    if (hasCode(one, 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')) return bad('issuer_mismatch', { issuer, said: saidIn(cause) })
  }
  return bad('discovery_strange', { issuer })
}

const hasCode = (error: Error, code: string): boolean => 'code' in error && error.code === code

function saidIn(cause: unknown): string {
  const body = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'body') : undefined
  const issuer = typeof body === 'object' && body !== null ? Reflect.get(body, 'issuer') : undefined
  return typeof issuer === 'string' ? issuer.slice(0, 200) : '—'
}

const skewMaxSeconds = 60

async function clockCheck(settings: ProviderSettings): Promise<ProviderCheck> {
  const answer = await guardedFetch({ allowPrivate: settings.allowPrivateNetwork })(settings.issuer).catch(() => null)
  const theirs = Date.parse(answer?.headers.get('date') ?? '')
  if (Number.isNaN(theirs)) return unknown('clock_unknown')
  const seconds = Math.round(Math.abs(theirs - Date.now()) / 1000)
  return seconds > skewMaxSeconds ? bad('clock_off', { seconds: String(seconds) }) : good('clock')
}

function scopesCheck(configuration: client.Configuration, { scopes }: ProviderSettings): ProviderCheck {
  const { scopes_supported: known } = configuration.serverMetadata()
  const missing = known === undefined ? [] : scopes.split(' ').filter((scope) => !known.includes(scope))
  return missing.length > 0 ? bad('scopes_missing', { scopes: missing.join(' ') }) : good('scopes', { scopes })
}

/** Shows a code that was never given: who does not know us says so before it says that of the code. */
async function secretCheck(configuration: client.Configuration, secret: string | null): Promise<ProviderCheck> {
  try {
    await client.genericGrantRequest(configuration, 'authorization_code', { code: 'postern-connection-test', redirect_uri: redirectUri() })
    return unknown('client_unknown')
  } catch (error) {
    const said = error instanceof client.ResponseBodyError ? error.error : null
    if (said === 'invalid_grant' || said === 'invalid_request') return good('client')
    if (said === 'invalid_client' || said === 'unauthorized_client' || error instanceof client.WWWAuthenticateChallengeError)
      return bad(secret === null ? 'client_needs_secret' : 'client_refused')
    return unknown('client_unknown')
  }
}

/** Without asking anybody to sign in (`prompt=none`) the provider sends back at once where it may, and shows a page of its own where it may not. */
async function redirectCheck(configuration: client.Configuration, settings: ProviderSettings): Promise<ProviderCheck> {
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(),
    scope: settings.scopes,
    state: client.randomState(),
    nonce: client.randomNonce(),
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
    prompt: 'none',
  })
  const answer = await guardedFetch({ allowPrivate: settings.allowPrivateNetwork })(url.href).catch(() => null)
  const location = answer?.headers.get('location') ?? ''
  if (location.startsWith(redirectUri())) return good('redirect')
  if (answer !== null && answer.status >= 400 && answer.status < 500) return bad('redirect_refused', { redirectUri: redirectUri() })
  return unknown('redirect_unknown')
}

// The provider as its discovery document describes it. Everything goes through the guarded fetch; ID tokens are checked by the provider's
// keys as well, and clocks may differ by a minute.
import 'server-only'
import * as client from 'openid-client'
import { guardedFetch } from '#lib/outbound/guarded-fetch'
import type { ProviderSettings } from './schema'
import { clientSecretOf, readProvider } from './settings'

const skewSeconds = 60
const keptMs = 10 * 60_000
const kept = new Map<string, { until: number; found: Promise<client.Configuration> }>()

export type Provider = { settings: ProviderSettings; connect: () => Promise<client.Configuration> }

/** As it is set now. What discovery gave is kept for ten minutes, and never what it did not give. */
export async function currentProvider(): Promise<Provider> {
  const stored = await readProvider()
  const connect = () => {
    const key = `${stored.version} ${stored.values.issuer}`
    const before = kept.get(key)
    if (before && before.until > Date.now()) return before.found
    const found = discover(stored.values, clientSecretOf(stored))
    kept.clear()
    kept.set(key, { until: Date.now() + keptMs, found })
    found.catch(() => kept.delete(key))
    return found
  }
  return { settings: stored.values, connect }
}

export function discover(settings: ProviderSettings, clientSecret: string | null): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer)
  return client.discovery(
    issuer,
    settings.clientId,
    { ...(clientSecret !== null && { client_secret: clientSecret }), [client.clockTolerance]: skewSeconds },
    authenticationBy(clientSecret),
    {
      [client.customFetch]: guardedFetch({ allowPrivate: settings.allowPrivateNetwork }) as client.CustomFetch,
      execute: [client.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [])],
    },
  )
}

/** As the provider takes it; without a word of it, as RFC 8414 says: in the header. */
function authenticationBy(secret: string | null): client.ClientAuth {
  if (secret === null) return client.None()
  const [inHeader, inBody] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, metadata, body, headers) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (taken.includes('client_secret_basic') || !taken.includes('client_secret_post') ? inHeader : inBody)(
      server,
      metadata,
      body,
      headers,
    )
  }
}

// A real provider of OpenID Connect on loopback (oidc-provider), whose people sign in by being named: who comes next is `person`.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

export type ProviderPerson = {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
  /** How they signed in there. */
  amr?: string[]
  acr?: string
}

export type TestProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who sits before the browser; null: somebody who does not agree. */
  person: ProviderPerson | null
  /** Seconds that its clock is off, in what it says of the time. */
  clockOff: number
  stop: () => Promise<void>
}

const level = 'urn:example:two-factors'

export async function startProvider(redirectUri: string, { port = 0 } = {}): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, ProviderPerson>()
  const it: TestProvider = {
    issuer,
    clientId: `postern-${randomUUID().slice(0, 8)}`,
    clientSecret: randomUUID(),
    person: null,
    clockOff: 0,
    stop: () => stopped(server),
  }
  const provider = new Provider(issuer, configurationOf(it, redirectUri, people))
  provider.use(async (context, next) => {
    if (it.clockOff !== 0) context.set('Date', new Date(Date.now() + it.clockOff * 1000).toUTCString())
    const uid = /^\/interaction\/([\w-]+)$/.exec(context.path)?.[1]
    if (uid === undefined) return next()
    const { prompt, params, grantId } = await provider.interactionDetails(context.req, context.res)
    const { person } = it
    if (person === null)
      return provider.interactionFinished(context.req, context.res, { error: 'access_denied', error_description: 'did not agree' })
    people.set(person.sub, person)
    const login = { accountId: person.sub, ...(person.amr && { amr: person.amr }), ...(person.acr && { acr: person.acr }) }
    if (prompt.name === 'login') return provider.interactionFinished(context.req, context.res, { login })
    const grant = (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId: person.sub, clientId: it.clientId })
    grant.addOIDCScope(String(params.scope))
    return provider.interactionFinished(
      context.req,
      context.res,
      { consent: { grantId: await grant.save() } },
      { mergeWithLastSubmission: true },
    )
  })
  server.on('request', provider.callback())
  return it
}

function configurationOf(it: TestProvider, redirectUri: string, people: Map<string, ProviderPerson>): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [{ client_id: it.clientId, client_secret: it.clientSecret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] as never },
    cookies: { keys: [randomUUID()] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    acrValues: [level],
    scopes: ['openid', 'email', 'profile', 'groups'],
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => {
        const { amr: _amr, acr: _acr, ...claims } = people.get(sub) ?? { sub }
        return { ...claims }
      },
    }),
  }
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/**
 * Walks through the provider as a browser does, and stops where it is sent back to the panel: the query of that. `alter` changes the way there.
 */
export async function walkThrough(url: string, redirectUri: string, alter: (url: URL) => void = () => {}): Promise<string> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  alter(next)
  for (let steps = 0; steps < 12; steps++) {
    if (next.href.startsWith(redirectUri)) return next.search
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${next.pathname}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
    next = new URL(location, next)
  }
  throw new Error('the provider sends around in a circle')
}

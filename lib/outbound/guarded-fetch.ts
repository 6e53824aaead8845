// Fetches from servers that somebody named in a setting. The name is resolved once and that address is connected to, so it cannot point
// elsewhere a moment later; private addresses need an owner's permission; nothing is redirected; time and size have an end.
import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { isPrivateAddress } from './private-address'

export type OutboundReason = 'scheme' | 'private_address' | 'not_found' | 'refused' | 'timeout' | 'tls' | 'too_large'

export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    readonly host: string,
    cause?: unknown,
  ) {
    super(`${host}: ${reason}`, { cause })
    this.name = 'OutboundError'
  }
}

type Guard = {
  allowPrivate: boolean
  timeoutMs?: number
  bytesMax?: number
  /** PEM: authorities that are believed instead of those that everybody knows. */
  ca?: string | null
}
type Init = { method?: string; headers?: Record<string, string>; body?: unknown }
type Place = { address: string; family: number }

/** Plain HTTP is for a provider on this very machine alone. */
export function guardedFetch({ allowPrivate, timeoutMs = 10_000, bytesMax = 1024 * 1024, ca = null }: Guard) {
  return async (target: string, { method = 'GET', headers = {}, body }: Init = {}): Promise<Response> => {
    const url = new URL(target)
    const signal = AbortSignal.timeout(timeoutMs)
    const places = await allowedPlaces(url.hostname.replace(/^\[|\]$/g, ''), { allowPrivate })
    if (!(url.protocol === 'https:' || (url.protocol === 'http:' && places.every(isLoopback)))) throw new OutboundError('scheme', url.host)
    try {
      return await exchange(url, places, { method, headers, body: bodyOf(body), signal, bytesMax, ...(ca !== null && { ca }) })
    } catch (error) {
      throw error instanceof OutboundError ? error : new OutboundError(outboundReasonOf(error), url.host, error)
    }
  }
}

async function allowedPlaces(host: string, { allowPrivate }: Pick<Guard, 'allowPrivate'>): Promise<Place[]> {
  const places = await resolved(host)
  if (!allowPrivate && places.some(({ address }) => isPrivateAddress(address))) throw new OutboundError('private_address', host)
  return places
}

/** The one address to connect to, for what is not HTTP. */
export async function allowedPlace(host: string, guard: Pick<Guard, 'allowPrivate'>): Promise<Place> {
  const [place] = await allowedPlaces(host, guard)
  if (!place) throw new OutboundError('not_found', host)
  return place
}

async function resolved(host: string): Promise<Place[]> {
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family }]
  try {
    return await lookup(host, { all: true })
  } catch (error) {
    throw new OutboundError('not_found', host, error)
  }
}

type Exchange = {
  method: string
  headers: Record<string, string>
  body: string | Buffer | undefined
  signal: AbortSignal
  bytesMax: number
  ca?: string
}

function exchange(url: URL, places: Place[], { body, bytesMax, ...options }: Exchange): Promise<Response> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const pinned = (_: string, asked: { all?: boolean }, done: (error: null, found: string | Place[], family?: number) => void) =>
      asked.all ? done(null, places) : done(null, places[0]?.address ?? '', places[0]?.family)
    // agent false: a connection of its own, which nobody with another permission has opened before.
    const sent = send(url, { ...options, lookup: pinned as never, agent: false }, (answer) => {
      collected(answer, bytesMax, url.host).then((bytes) => resolve(responseOf(answer, bytes)), reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function collected(answer: IncomingMessage, bytesMax: number, host: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length
    if (size > bytesMax) throw new OutboundError('too_large', host)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function responseOf(answer: IncomingMessage, bytes: Buffer): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headersDistinct)) for (const one of value ?? []) headers.append(name, one)
  const status = answer.statusCode ?? 502
  const bare = status === 204 || status === 205 || status === 304
  return new Response(bare ? null : new Uint8Array(bytes), { status, headers })
}

function bodyOf(body: unknown): string | Buffer | undefined {
  if (body === undefined || body === null) return undefined
  return body instanceof Uint8Array ? Buffer.from(body) : String(body)
}

export function outboundReasonOf(error: unknown): OutboundReason {
  const name = error instanceof Error ? error.name : ''
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout'
  return /CERT|TLS|SSL|SIGN|ALTNAME|EPROTO/.test(code) ? 'tls' : 'refused'
}

const isLoopback = ({ address }: Place): boolean => address === '::1' || address.startsWith('127.')

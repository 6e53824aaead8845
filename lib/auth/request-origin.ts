// Marks every request of this process with the address that it came from, before anything of Next sees it, and drops forwarding headers
// that no trusted proxy wrote. Relies on the diagnostics channel `http.server.request.start` (Node >= 20), which is published before the
// server's own handler runs. A request that reached a handler without passing here has no client address, which limits take as one stranger.
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { env } from '#lib/env'
import { clientAddress, clientAddressHeader, forwardingHeaders, isTrusted, originMark, trustedProxies } from './client-address'

interface RequestStart {
  readonly request: IncomingMessage
  readonly socket: Socket
}

export function markRequestOrigins(): void {
  const trusted = trustedProxies(env('POSTERN_TRUSTED_PROXIES'))
  subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as RequestStart
    const peer = socket.remoteAddress
    const forwardedFor = request.headers['x-forwarded-for']
    const client = clientAddress(peer, Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor, trusted)
    const direct = peer?.replace(/^::ffff:/i, '')
    if (!direct || !isTrusted(direct, trusted)) for (const name of forwardingHeaders) delete request.headers[name]
    if (client === null) delete request.headers[clientAddressHeader]
    else request.headers[clientAddressHeader] = originMark(client)
  })
}

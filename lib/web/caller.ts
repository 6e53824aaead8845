// Who calls the API: the bearer of a token; or, for reading alone, the browser of somebody who is signed in, so that a page can link to
// an export. A write never counts a cookie: no other site can make a browser send an Authorization header.
import type { AdministratorActor } from '#lib/auth/actor'
import { verifyToken } from '#lib/auth/api-token'
import { senderAddress } from '#lib/auth/client-address'
import { currentActor, sessionCookieName } from '#lib/auth/current-actor'
import { Problem } from './problem'

export type Caller = { actor: AdministratorActor; tokenId: string | null; bearer: string | null }

export async function callerOf(request: Request): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  if (authorization === null) return bySession(request)
  const bearer = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(authorization.trim())?.[1]
  const via = request.headers.get('postern-client') === 'cli' ? 'cli' : 'api'
  const clientAddress = senderAddress(request.headers)
  const found = bearer === undefined ? null : await verifyToken(bearer, { via, clientAddress })
  if (found === null || bearer === undefined) throw new Problem('unauthenticated')
  return { ...found, bearer }
}

async function bySession(request: Request): Promise<Caller> {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads || !(request.headers.get('cookie') ?? '').includes(`${sessionCookieName()}=`)) throw new Problem('unauthenticated')
  const actor = await currentActor()
  if (actor === null) throw new Problem('unauthenticated')
  return { actor, tokenId: null, bearer: null }
}

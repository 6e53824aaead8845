// Small questions of the panel's own pages, asked by the browser of somebody who is signed in. Reading only; the API for programs is
// lib/web/route.ts.

import type { Actor } from '#lib/auth/actor'
import { currentActor } from '#lib/auth/current-actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { Problem } from './problem'
import { problemResponse } from './route'

export type SessionRoute = (request: Request) => Promise<Response>

/** `permission` null: whatever the answer holds is scoped to the actor where it is read. */
export function sessionRoute(
  permission: Permission | null,
  handler: (actor: Actor, search: URLSearchParams) => Promise<object>,
): SessionRoute {
  return async (request) => {
    try {
      const actor = await currentActor()
      if (actor === null) throw new Problem('unauthenticated')
      if (permission !== null) requirePermission(actor, permission)
      const answer = await handler(actor, new URL(request.url).searchParams)
      return Response.json(answer, { headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } })
    } catch (error) {
      return problemResponse(error, request, 'live')
    }
  }
}

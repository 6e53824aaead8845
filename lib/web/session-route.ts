// Small questions of the panel's own pages, asked by the browser of somebody who is signed in. Reading only; the API for programs is
// lib/web/route.ts.

import type { Actor } from '#lib/auth/actor'
import { currentActor } from '#lib/auth/current-actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { type LiveRoute, liveRoute } from './live-route'
import { Problem } from './problem'

/** `permission` null: whatever the answer holds is scoped to the actor where it is read. */
export function sessionRoute(
  permission: Permission | null,
  handler: (actor: Actor, search: URLSearchParams) => Promise<object>,
): LiveRoute {
  return liveRoute(async (search) => {
    const actor = await currentActor()
    if (actor === null) throw new Problem('unauthenticated')
    if (permission !== null) requirePermission(actor, permission)
    return handler(actor, search)
  })
}

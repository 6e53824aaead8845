import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import type { Permission } from '#lib/auth/permissions'
import { getGroup } from '#lib/groups/queries'
import { orNotFound } from '#lib/web/or-not-found'

/** The group of the URL, by id or by address, and who looks at it. */
export const groupOf = cache(async (segment: string, permission?: Permission) => {
  const actor = await pageActor(`/groups/${segment}`, permission)
  return { actor, group: await orNotFound(getGroup(actor, decodeURIComponent(segment))) }
})

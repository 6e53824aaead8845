import { cache } from 'react'
import { getAlias } from '#lib/aliases/queries'
import { pageActor } from '#lib/auth/current-actor'
import type { Permission } from '#lib/auth/permissions'
import { orNotFound } from '#lib/web/or-not-found'

/** The alias of the URL, by id or by address, and who looks at it. */
export const aliasOf = cache(async (segment: string, permission?: Permission) => {
  const actor = await pageActor(`/aliases/${segment}`, permission)
  return { actor, alias: await orNotFound(getAlias(actor, decodeURIComponent(segment))) }
})

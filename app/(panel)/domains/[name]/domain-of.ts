import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import type { Permission } from '#lib/auth/permissions'
import { getDomain } from '#lib/domains/queries'
import { orNotFound } from '#lib/web/or-not-found'

/** The domain of the URL and who looks at it; read once for the frame and the page in it. */
export const domainOf = cache(async (segment: string, permission?: Permission) => {
  const name = decodeURIComponent(segment)
  const actor = await pageActor(`/domains/${encodeURIComponent(name)}`, permission)
  return { actor, domain: await orNotFound(getDomain(actor, name)) }
})

import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { getHost } from '#lib/hosts/queries'
import { orNotFound } from '#lib/web/or-not-found'

/** The host that the URL names, and who asks; once per request. */
export const hostOf = cache(async (name: string) => {
  const decoded = decodeURIComponent(name)
  const actor = await pageActor(`/hosts/${decoded}`, 'host.read')
  return { actor, host: await orNotFound(getHost(actor, decoded)) }
})

import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { getAdministrator } from '#lib/people/queries'
import { orNotFound } from '#lib/web/or-not-found'

/** The person that the URL names, and who asks; once per request. */
export const personOf = cache(async (id: string) => {
  const actor = await pageActor(`/people/${id}`, 'people.read')
  return { actor, person: await orNotFound(getAdministrator(actor, decodeURIComponent(id))) }
})

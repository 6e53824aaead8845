import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'
import { getAdministrator } from '#lib/people/queries'

/** The person that the URL names, and who asks; once per request. */
export const personOf = cache(async (id: string) => {
  const actor = await pageActor(`/people/${id}`, 'people.read')
  try {
    return { actor, person: await getAdministrator(actor, decodeURIComponent(id)) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

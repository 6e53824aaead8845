import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'
import { getGroup } from '#lib/groups/queries'

/** The group of the URL, by id or by address, and who looks at it. */
export const groupOf = cache(async (segment: string) => {
  const actor = await pageActor(`/groups/${segment}`)
  try {
    return { actor, group: await getGroup(actor, decodeURIComponent(segment)) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

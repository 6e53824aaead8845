import { notFound } from 'next/navigation'
import { cache } from 'react'
import { getAlias } from '#lib/aliases/queries'
import { pageActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'

/** The alias of the URL, by id or by address, and who looks at it. */
export const aliasOf = cache(async (segment: string) => {
  const actor = await pageActor(`/aliases/${segment}`)
  try {
    return { actor, alias: await getAlias(actor, decodeURIComponent(segment)) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { getDomain } from '#lib/domains/queries'
import { AppError } from '#lib/errors'

/** The domain of the URL and who looks at it; read once for the frame and the page in it. */
export const domainOf = cache(async (segment: string) => {
  const name = decodeURIComponent(segment)
  const actor = await pageActor(`/domains/${encodeURIComponent(name)}`)
  try {
    return { actor, domain: await getDomain(actor, name) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pageActor } from '#lib/auth/current-actor'
import { AppError } from '#lib/errors'
import { getHost } from '#lib/hosts/queries'

/** The host that the URL names, and who asks; once per request. */
export const hostOf = cache(async (name: string) => {
  const decoded = decodeURIComponent(name)
  const actor = await pageActor(`/hosts/${decoded}`, 'host.read')
  try {
    return { actor, host: await getHost(actor, decoded) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})

import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { countRequest } from '#lib/auth/request-limit'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireHost } from './host-of'
import { lookAtHost } from './look-at-host'
import { getHostCertificates } from './queries'
import type { HostCertificatesView } from './schema'

/** Each is some thirty connections. */
const checksPerMinute = 6

/** What the ports show at this moment; a person who asks sees it at once. */
export function checkCertificates(actor: Actor, idOrName: string): Promise<Outcome<HostCertificatesView>> {
  return asOutcome(async () => {
    const host = await requireHost(actor, 'host.apply', idOrName)
    if (!(await countRequest([{ key: `certificates:${host.id}`, max: checksPerMinute, minutes: 1 }])))
      throw new AppError('rate_limited', { subject: host.name })
    await lookAtHost(host, { atOnce: true })
    return { value: await getHostCertificates(actor, host.id), revision: null }
  })
}

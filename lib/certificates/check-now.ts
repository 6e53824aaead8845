import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireHost } from './host-of'
import { lookAtHost } from './look-at-host'
import { getHostCertificates } from './queries'
import type { HostCertificatesView } from './schema'

/** What the ports show at this moment; a person who asks sees it at once. */
export function checkCertificates(actor: Actor, idOrName: string): Promise<Outcome<HostCertificatesView>> {
  return asOutcome(async () => {
    const host = await requireHost(actor, 'host.apply', idOrName)
    await lookAtHost(host, { atOnce: true })
    return { value: await getHostCertificates(actor, host.id), revision: null }
  })
}

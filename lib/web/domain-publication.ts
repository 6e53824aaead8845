// Publication of a domain, composed: what is wanted comes from several capabilities, and what is done with it from one.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { getDomain } from '#lib/domains/queries'
import type { Outcome } from '#lib/outcome'
import { planPublication, publish } from '#lib/publication/publish'
import type { PublicationView, PublishInput } from '#lib/publication/schema'
import { domainRecords, leadsToName } from './domain-records'

/** `nothing`: all that was published goes. */
type Wish = 'records' | 'nothing'

export async function planDomain(actor: Actor, idOrName: string, wish: Wish): Promise<PublicationView> {
  const domain = await getDomain(actor, idOrName)
  return planPublication(actor, domain.id, wish === 'records' ? (await domainRecords(actor, domain)).filter(leadsToName) : [])
}

export async function publishDomain(actor: Actor, idOrName: string, wish: Wish, input: PublishInput): Promise<Outcome<PublicationView>> {
  requirePermission(actor, 'domain.write')
  const domain = await getDomain(actor, idOrName)
  return publish(actor, domain.id, wish === 'records' ? (await domainRecords(actor, domain)).filter(leadsToName) : [], input)
}

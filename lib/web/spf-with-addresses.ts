// Answers to the questions of the SPF wizard as the present record gives them, and some addresses beside: for links from reports. Asks no DNS.
import 'server-only'
import { isIP } from 'node:net'
import type { Actor } from '#lib/auth/actor'
import { spfWishIn } from '#lib/dns-status/draft-spf'
import { getDnsStatus } from '#lib/dns-status/queries'

/** More than a record bears is not proposed. */
const addressesMax = 10

/** Gives the query of the wizard's page. */
export async function spfWithAddresses(actor: Actor, domainId: string): Promise<(addresses: readonly string[]) => string> {
  const { checks } = await getDnsStatus(actor, 'domain', domainId)
  const found = checks.find(({ check }) => check === 'spf')?.found.filter((line) => line.startsWith('v=')) ?? []
  const { includes, networks, others } = spfWishIn(found.length === 1 ? (found[0] ?? null) : null)
  return (addresses) => {
    const named = addresses.filter((address) => isIP(address) !== 0).slice(0, addressesMax)
    const wish = { includes: includes.join(', '), networks: [...new Set([...networks, ...named])].join(', '), others }
    return new URLSearchParams(wish).toString()
  }
}

// The address of the server that a setting names: as this machine knows it, else as the resolvers of the settings do. It is looked at before anybody
// connects, and it alone is connected to.
import 'server-only'
import { isQueryable } from '#lib/dns/name'
import { allowedPlace, OutboundError } from '#lib/outbound/guarded-fetch'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { resolverVoices } from '#lib/resolvers/voices'

const questionMs = 5000

/** Throws OutboundError. */
export async function inboxAddress(host: string, allowPrivate: boolean): Promise<string> {
  try {
    return (await allowedPlace(host, { allowPrivate })).address
  } catch (error) {
    if (!(error instanceof OutboundError) || error.reason !== 'not_found' || !isQueryable(host)) throw error
    const { values } = await readDnsSettings()
    for (const { resolver } of resolverVoices(values, { deadlineMs: questionMs }))
      for (const type of ['A', 'AAAA'] as const) {
        const answer = await resolver.lookup(host, type)
        const [address] = answer.state === 'found' ? answer.records : []
        if (address !== undefined) return (await allowedPlace(address, { allowPrivate })).address
      }
    throw error
  }
}

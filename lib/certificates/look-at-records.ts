// Whether the TLSA records of a host announce a certificate that waits, asked of the servers of its zone and every resolver of the settings.
import 'server-only'
import { agreeingResolver } from '#lib/dns/agreeing-resolver'
import { matchesTlsa } from '#lib/dns/dane/parse-tlsa'
import { zoneServers } from '#lib/dns/zone-servers'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { authorityVoice, resolverVoices } from '#lib/resolvers/voices'
import { certificatesIn } from '#lib/x509/read-certificate'
import type { RecordLook } from './next-certificate'

const bounds = { deadlineMs: 5000, questionsMax: 100 }

export const tlsaName = (hostName: string): string => `_25._tcp.${hostName}`
export const tlsaValue = (keyDigest: string): string => `3 1 1 ${keyDigest}`

/** `chain`: PEM, of the one that waits. */
export async function lookAtRecords(hostName: string, chain: string): Promise<RecordLook> {
  const settings = (await readDnsSettings()).values
  const voices = resolverVoices(settings, bounds)
  const name = tlsaName(hostName)
  const servers = await zoneServers(agreeingResolver({ resolvers: voices, zone: async () => [] }), hostName)
  const asked = [...voices, ...servers.flatMap((server) => authorityVoice(settings, server, bounds) ?? [])]
  const answers = await Promise.all(asked.map(({ resolver }) => resolver.lookup(name, 'TLSA')))
  const heard = answers.filter(({ state }) => state !== 'failed')
  if (heard.length === 0) return 'unanswered'
  if (heard.every(({ state }) => state === 'none')) return 'none'
  // One that does not answer might still give the old ones.
  if (heard.length < answers.length) return 'unanswered'
  // A record of its authority (usage 2) announces all that comes from it.
  const certificates = certificatesIn(chain) ?? []
  const announces = (one: (typeof answers)[number]) => one.state === 'found' && matchesTlsa(one.records, certificates)
  return answers.every(announces) ? 'announced' : 'missing'
}

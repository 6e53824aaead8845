// Whom a round asks: every resolver of the settings and the servers of the subject's own zone, side by side, each within its bounds. One of these is made
// for each round, and remembers nothing of the one before.
import { setMaxListeners } from 'node:events'
import { type AgreeingResolver, agreeingResolver, type Voice } from '#lib/dns/agreeing-resolver'
import { givingUp } from '#lib/dns/giving-up'
import { isSameOrBelow } from '#lib/dns/name'
import { zoneServers } from '#lib/dns/zone-servers'
import type { DnsSettings } from '#lib/resolvers/settings-schema'
import { authorityVoice, resolverVoices } from '#lib/resolvers/voices'

/** For one round; what is not answered by then was not answered. */
const roundMs = 45_000
const questionMs = 5000
/** Of a server of the zone, which resolvers stand in for. */
const ownQuestionMs = 2500
/** A record of a stranger may draw in many others. */
const questionsMax = 400

export function worldOf(subject: string, settings: DnsSettings): AgreeingResolver {
  const signal = AbortSignal.timeout(roundMs)
  // Every question on its way listens.
  setMaxListeners(0, signal)
  const bounds = { deadlineMs: questionMs, questionsMax, signal }
  const ownBounds = { ...bounds, deadlineMs: ownQuestionMs, tryMs: ownQuestionMs / 2 }
  const voices = resolverVoices(settings, bounds).map(patient)
  let own: Voice[] | Promise<Voice[]> | undefined
  const findOwn = async (): Promise<Voice[]> => {
    const servers = await zoneServers(agreeingResolver({ resolvers: voices, zone: async () => [] }), subject)
    return servers.flatMap((server) => authorityVoice(settings, server, ownBounds) ?? []).map(patient)
  }
  return agreeingResolver({
    resolvers: voices,
    zone(name) {
      if (!isSameOrBelow(name, subject)) return nobody
      own ??= findOwn().then((voices) => {
        own = voices
        return voices
      })
      return own
    },
  })
}

const nobody: Voice[] = []
const patient = ({ server, resolver }: Voice): Voice => ({ server, resolver: givingUp(resolver) })

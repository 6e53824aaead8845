// Whom a look for the records of keys asks.
import 'server-only'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { authorityVoice, resolverVoices } from '#lib/resolvers/voices'
import type { World } from './look'

const bounds = { deadlineMs: 5000, questionsMax: 200 }

export async function worldOf(): Promise<World> {
  const { values } = await readDnsSettings()
  return { resolvers: resolverVoices(values, bounds), authority: (server) => authorityVoice(values, server, bounds) }
}

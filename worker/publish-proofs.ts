// Proofs for a certificate authority as records of the DNS (DNS-01, RFC 8555 8.4): put into the zones that the settings name, and shown by every server of the zone
// before the authority is told to look. Each is taken away again, whatever came of it.
import { setTimeout as sleep } from 'node:timers/promises'
import { AcmeError } from '#lib/acme/acme-error'
import type { Actor } from '#lib/auth/actor'
import type { ProofRecord, PublishRecords } from '#lib/certificates/show-proofs'
import { zoneServers } from '#lib/dns/zone-servers'
import { log } from '#lib/log'
import { publishTxt, withdrawTxt } from '#lib/publication/txt'
import { DoorError } from '#lib/publication/zone-door'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { authorityVoice, resolverVoices } from '#lib/resolvers/voices'

const bounds = { deadlineMs: 3000, questionsMax: 200 }
const shownWithinMs = 90_000
const everyMs = 2000

export const publishProofs =
  (actor: Actor): PublishRecords =>
  async (records) => {
    const done: ProofRecord[] = []
    const takeAway = async () => {
      for (const { name, value } of done)
        await withdrawTxt(actor, domainOf(name), name, value).catch((error: unknown) =>
          log.warn({ err: error, name }, 'the record of a proof was not taken away'),
        )
    }
    try {
      for (const record of records) {
        const { name, value } = record
        if ((await publishTxt(actor, domainOf(name), name, value)) === 'unpublished')
          throw new AcmeError('dns', `no zone of the settings has ${name}`)
        done.push(record)
      }
      await untilShown(records)
      return takeAway
    } catch (error) {
      await takeAway()
      if (error instanceof DoorError) throw new AcmeError('dns', `${error.reason} ${error.detail}`.trim())
      throw error
    }
  }

const domainOf = (name: string): string => name.replace(/^_acme-challenge\./, '')

/** Secondaries take a moment. Where nobody says which servers a zone has, there is nobody to ask. */
async function untilShown(records: readonly ProofRecord[]): Promise<void> {
  const { values } = await readDnsSettings()
  const [voice] = resolverVoices(values, bounds)
  const until = Date.now() + shownWithinMs
  for (const { name, value } of records) {
    const servers = voice ? await zoneServers(voice.resolver, domainOf(name)) : []
    for (const server of servers) {
      const one = authorityVoice(values, server, bounds)
      while (one) {
        const answer = await one.resolver.lookup(name, 'TXT')
        if (answer.state === 'found' && answer.records.includes(value)) break
        if (Date.now() > until) throw new AcmeError('dns', `${server.name} does not show ${name}`)
        await sleep(everyMs)
      }
    }
  }
}

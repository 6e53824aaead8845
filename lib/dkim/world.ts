// Whom a look asks: the resolvers of the DNS settings, or else those of this machine, and the servers of the zone.
import 'server-only'
import * as z from 'zod'
import { db } from '#lib/db/client'
import { parseServer, systemServers } from '#lib/dns/system-servers'
import { wireResolver } from '#lib/dns/wire-resolver'
import { isPrivateAddress } from '#lib/outbound/private-address'
import type { Voice, World } from './look'

/** The row in which the panel keeps how the DNS is asked; what is not set has its default. */
const settings = z.object({ resolvers: z.array(z.string()).default([]), allowPrivate: z.boolean().default(false) })
const settingsKey = 'dns'

const questionMs = 5000
const questionsMax = 200

export async function worldOf(): Promise<World> {
  const row = await db().setting.findUnique({ where: { key: settingsKey } })
  const { resolvers, allowPrivate } = settings.parse(row?.value ?? {})
  const chosen = resolvers.flatMap((text) => parseServer(text) ?? [])
  const asked = chosen.length > 0 ? chosen.map((server) => [server]) : [systemServers()]
  return {
    resolvers: asked.map(
      (servers): Voice => ({
        server: servers.map(({ address, port }) => (port === undefined ? address : `${address} ${port}`)).join(', '),
        resolver: wireResolver({ servers, deadlineMs: questionMs, questionsMax }),
      }),
    ),
    authority: ({ name, address }) =>
      allowPrivate || !isPrivateAddress(address)
        ? { server: name, resolver: wireResolver({ servers: [{ address }], authoritative: true, deadlineMs: questionMs, questionsMax }) }
        : null,
  }
}

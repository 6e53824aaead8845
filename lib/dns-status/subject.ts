// A domain or a host as the checks need to know it.
import { isIP } from 'node:net'
import * as z from 'zod'
import { db } from '#lib/db/client'
import { lookAlikesOf } from '#lib/dns/look-alikes'
import { servicesAt } from '#lib/dns/mail-ports'
import { env } from '#lib/env'
import { operations } from '#lib/protocol/operations'
import type { DnsSettings } from '#lib/resolvers/settings-schema'
import { policyIn } from './checks/check-mta-sts'
import type { DkimFact, DomainFacts, HostFacts } from './facts'
import { checkResult } from './schema'

export type Subject = { kind: 'domain' | 'host'; id: string }
/** For the rows of it. */
export const keyOf = ({ kind, id }: Subject) => (kind === 'domain' ? { domainId: id } : { hostId: id })

/** What port 25 shows, and what comes next: for TLSA records. */
const hostRows = {
  served: { where: { port: 25 }, select: { name: true, result: true } },
  certificates: { where: { state: { not: 'former' } }, select: { state: true, chain: true } },
} as const
const shownChain = z.object({ chain: z.array(z.string()) })

type HostRow = {
  address: string
  facts: unknown
  relayServer: string | null
  served: { name: string; result: unknown }[]
  certificates: { state: string; chain: string }[]
}

export async function findDomainFacts(id: string, settings: DnsSettings): Promise<DomainFacts | null> {
  const row = await db().domain.findUnique({
    where: { id },
    include: {
      host: { include: hostRows },
      target: { select: { enabled: true } },
      dnsChecks: { where: { check: 'mta_sts' } },
      dkimKeys: true,
    },
  })
  if (!row) return null
  const before = checkResult.safeParse(row.dnsChecks[0]?.result).data
  return {
    name: row.name,
    kind: row.kind,
    hasMail: row.enabled && row.target?.enabled !== false,
    host: hostFacts(row.host, settings),
    services: servicesAt(operations.status.output.safeParse(told(row.host.facts, 'status')).data?.ports),
    publicUrl: env('NEXTAUTH_URL').replace(/\/+$/, ''),
    policyBefore: policyIn(before?.found ?? []),
    dkim: row.dkimKeys.map(dkimFact),
    lookAlikes: settings.lookAlikes ? await strangersAmong(lookAlikesOf(row.name)) : null,
  }
}

/** Who has several domains here knows that they look alike. */
async function strangersAmong(names: string[]): Promise<string[]> {
  const own = await db().domain.findMany({ where: { name: { in: names } }, select: { name: true } })
  return names.filter((name) => !own.some((one) => one.name === name))
}

type KeyRow = {
  selector: string
  algorithm: string
  publicKey: string
  state: string
  stateSince: Date
  reason: string
  finding: string | null
}

const dkimFact = ({ selector, algorithm, publicKey, state, stateSince, reason, finding }: KeyRow): DkimFact => ({
  selector,
  publicKey,
  algorithm: algorithm === 'ed25519' ? 'ed25519' : 'rsa',
  state: state as DkimFact['state'],
  since: stateSince,
  lostRecord: state === 'pending' && reason === 'record_gone',
  obstacle: state === 'published' && ['no_signer', 'signer_algorithm'].includes(finding ?? ''),
})

export async function findHostFacts(id: string, settings: DnsSettings): Promise<HostFacts | null> {
  const row = await db().host.findUnique({ where: { id }, include: hostRows })
  return row && hostFacts(row, settings)
}

function hostFacts(
  { address, facts, relayServer, served, certificates }: HostRow,
  { allowPrivate, validating, blocklists, nameLists }: DnsSettings,
): HostFacts {
  const hello = operations.hello.output.safeParse(told(facts, 'hello')).data
  const name = (hello?.hostname ?? address).toLowerCase()
  const chainsIn = (state: string) => certificates.filter((one) => one.state === state).map(({ chain }) => chain)
  return {
    name,
    addresses: isIP(address) ? [address] : [],
    relay: relayServer?.toLowerCase() ?? null,
    allowPrivate,
    validating,
    blocklists,
    nameLists,
    shown: shownChain.safeParse(served.find((one) => one.name === name)?.result).data?.chain ?? [],
    currentChains: chainsIn('current'),
    nextChains: chainsIn('waiting'),
  }
}

const told = (facts: unknown, key: string): unknown => (typeof facts === 'object' && facts !== null ? Reflect.get(facts, key) : undefined)

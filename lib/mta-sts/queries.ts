import 'server-only'
import { isIP } from 'node:net'
import * as z from 'zod'
import { parseDomain } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { writeMtaStsPolicy, writeMtaStsRecord } from '#lib/dns/parse-mta-sts'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { operations } from '#lib/protocol/operations'
import { nextStep } from './next-step'
import { findMx, findObstacles } from './obstacles'
import type { MtaStsView, StsMode } from './schema'

const hello = z.object({ hello: operations.hello.output })
const seenResult = z.object({ found: z.array(z.string()) })

export type StsDomain = { id: string; name: string; hostId: string; hostName: string; kind: string }

/** By id or name, as far as it is the actor's to see. */
export async function requireDomain(actor: Actor, idOrName: string): Promise<StsDomain> {
  requirePermission(actor, 'domain.read')
  const named = isUuid(idOrName) ? { id: idOrName } : { name: idOrName.toLowerCase() }
  const row = await db().domain.findFirst({ where: { AND: [named, { id: idFilter(actor) }] }, include: { host: true } })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 253) })
  const hostName = (hello.safeParse(row.host.facts).data?.hello.hostname ?? row.host.address).toLowerCase()
  return { id: row.id, name: row.name, hostId: row.hostId, hostName, kind: row.kind }
}

export async function getMtaSts(actor: Actor, idOrName: string, now = new Date()): Promise<MtaStsView> {
  const domain = await requireDomain(actor, idOrName)
  const [row, check, mxFound] = await Promise.all([
    db().mtaStsPolicy.findUnique({ where: { domainId: domain.id } }),
    db().dnsCheck.findUnique({ where: { domainId_check: { domainId: domain.id, check: 'mta_sts' } } }),
    findMx(domain.name),
  ])
  const policy = row && policyOf(row)
  const found = seenResult.safeParse(check?.result).data?.found ?? []
  const isSeen = row !== null && policy !== null && found[0]?.includes(row.policyId) === true && found[1]?.trim() === policy.text.trim()
  const mx = row?.mx ?? [domain.hostName]
  const until = row?.believedUntil ?? null
  return {
    domain: domain.name,
    policy,
    url: `https://mta-sts.${domain.name}/.well-known/mta-sts.txt`,
    records: row ? recordsOf(domain.name, row.policyId) : [],
    mxFound,
    obstacles: row?.mode === 'none' ? [] : await findObstacles({ ...domain, mx, mxFound, policySeen: isSeen }),
    next: nextStep(
      row && { mode: row.mode as StsMode, maxAgeSeconds: row.maxAgeSeconds, since: row.since, believedUntil: until },
      isSeen,
      now,
    ),
    believedUntil: until?.toISOString() ?? null,
    version: row?.version ?? 0,
  }
}

type Row = { mode: string; maxAgeSeconds: number; mx: string[]; policyId: string; since: Date }

function policyOf(row: Row) {
  const { maxAgeSeconds, mx, policyId, since } = row
  const mode = row.mode as StsMode
  return { mode, maxAgeSeconds, mx, id: policyId, since: since.toISOString(), text: writeMtaStsPolicy({ mode, maxAgeSeconds, mx }) }
}

/** What the policy that the panel serves needs in the zone; nothing without one. */
export async function policyRecords(actor: Actor, idOrName: string): Promise<MtaStsView['records']> {
  const { id, name } = await requireDomain(actor, idOrName)
  const row = await db().mtaStsPolicy.findUnique({ where: { domainId: id } })
  return row ? recordsOf(name, row.policyId) : []
}

function recordsOf(name: string, id: string): MtaStsView['records'] {
  return [
    { name: `_mta-sts.${name}`, type: 'TXT', value: writeMtaStsRecord({ id }) },
    { name: `mta-sts.${name}`, ...panelPlace() },
  ]
}

/** Where the panel is: by its name, or by its address where it has none. */
function panelPlace(): { type: string; value: string } {
  const host = new URL(env('NEXTAUTH_URL')).hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  return family === 0 ? { type: 'CNAME', value: `${host}.` } : { type: family === 4 ? 'A' : 'AAAA', value: host }
}

/** What is answered at /.well-known/mta-sts.txt, to everybody: by the name that the panel is called by, and only where it was switched on. */
export async function servedPolicy(called: string): Promise<string | null> {
  const [, rest] = /^mta-sts\.([^/\s]{1,253})$/i.exec(called.replace(/:\d{1,5}$/, '')) ?? []
  const name = rest === undefined ? undefined : parseDomain(rest)?.name
  if (name === undefined) return null
  const row = await db().mtaStsPolicy.findFirst({ where: { domain: { name } } })
  return row && policyOf(row).text
}

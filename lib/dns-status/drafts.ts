// A record as somebody wants it, from the one that is there; and of SPF what it costs, asked of the real DNS. Nothing is saved, and nothing published.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { countRequest } from '#lib/auth/request-limit'
import type { Policy } from '#lib/dns/dmarc/parse-dmarc'
import { inspectSpf } from '#lib/dns/spf/inspect-spf'
import { lookupsMax } from '#lib/dns/spf/parse-spf'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { type DmarcWish, dmarcWishIn, draftDmarc, stageAfter } from './draft-dmarc'
import { draftSpf, type SpfWish, spfWishIn } from './draft-spf'
import { requireSubject, toRead } from './find-subject'
import { getDnsStatus } from './queries'
import type { DomainCheckId, PasteRecord, StatusFinding } from './schema'
import { findDomainFacts } from './subject'
import { worldOf } from './world'

/** Each asks for all that a record draws in. */
const draftsPerMinute = 20

export type SpfDraft = {
  wish: SpfWish
  present: string | null
  record: PasteRecord
  /** null: not asked, for too many were. */
  cost: { lookups: number; most: number; errors: StatusFinding[]; warnings: StatusFinding[]; unanswered: boolean } | null
}

/** `wish` null: as the record that is there says. */
export async function getSpfDraft(actor: Actor, idOrName: string, wish: SpfWish | null): Promise<SpfDraft> {
  const { id, name } = await requireSubject(actor, 'domain', idOrName, toRead)
  const settings = (await readDnsSettings()).values
  const facts = await findDomainFacts(id, settings)
  const present = await presentRecord(actor, id, 'spf')
  const wanted = wish ?? spfWishIn(present)
  const value = draftSpf(wanted, facts?.host.relay ?? facts?.host.name ?? name, present)
  const isWithin = await countRequest([{ key: `dns-draft:${id}`, max: draftsPerMinute, minutes: 1 }])
  const inspection = isWithin ? await inspectSpf(worldOf(name, settings), name, value) : null
  return {
    wish: wanted,
    present,
    record: { name, type: 'TXT', value },
    cost: inspection && {
      lookups: inspection.lookups,
      most: lookupsMax,
      errors: inspection.errors,
      warnings: inspection.warnings,
      unanswered: inspection.unanswered.length > 0,
    },
  }
}

export type DmarcDraft = { wish: DmarcWish; present: string | null; record: PasteRecord; next: Exclude<Policy, 'none'> | null }

export async function getDmarcDraft(actor: Actor, idOrName: string, wish: DmarcWish | null): Promise<DmarcDraft> {
  const { id, name } = await requireSubject(actor, 'domain', idOrName, toRead)
  const present = await presentRecord(actor, id, 'dmarc')
  const wanted = wish ?? dmarcWishIn(name, present)
  const value = draftDmarc(wanted, present)
  return { wish: wanted, present, record: { name: `_dmarc.${name}`, type: 'TXT', value }, next: stageAfter(wanted.policy) }
}

/** Of the domain itself: a line of one above has its name before the record. Of several none is the one. */
async function presentRecord(actor: Actor, id: string, check: DomainCheckId): Promise<string | null> {
  const { checks } = await getDnsStatus(actor, 'domain', id)
  const found = checks.find((one) => one.check === check)?.found.filter((line) => line.startsWith('v=')) ?? []
  return found.length === 1 ? (found[0] ?? null) : null
}

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

/** The record that the draft changes. `isKnown` false: it could not be asked for, and the draft says nothing of what stands there. */
export type Present = { text: string | null; isKnown: boolean }

export type SpfDraft = {
  wish: SpfWish
  present: Present
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
  const wanted = wish ?? spfWishIn(present.text)
  const value = draftSpf(wanted, facts?.host.relay ?? facts?.host.name ?? name, present.text)
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

export type DmarcDraft = { wish: DmarcWish; present: Present; record: PasteRecord; next: Exclude<Policy, 'none'> | null }

export async function getDmarcDraft(actor: Actor, idOrName: string, wish: DmarcWish | null): Promise<DmarcDraft> {
  const { id, name } = await requireSubject(actor, 'domain', idOrName, toRead)
  const present = await presentRecord(actor, id, 'dmarc')
  const wanted = wish ?? dmarcWishIn(name, present.text)
  const value = draftDmarc(wanted, present.text)
  return { wish: wanted, present, record: { name: `_dmarc.${name}`, type: 'TXT', value }, next: stageAfter(wanted.policy) }
}

/** Of the domain itself: a line of one above has its name before the record. Of several none is the one. */
async function presentRecord(actor: Actor, id: string, check: DomainCheckId): Promise<Present> {
  const { checks } = await getDnsStatus(actor, 'domain', id)
  const seen = checks.find((one) => one.check === check)
  const records = seen?.found.filter((line) => line.startsWith('v=')) ?? []
  const [text = null] = records.length === 1 ? records : []
  return { text, isKnown: text !== null || (seen !== undefined && seen.state !== 'unknown') }
}

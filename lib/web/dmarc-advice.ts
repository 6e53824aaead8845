// The next step of a domain's DMARC policy: what reports say (lib/received-reports), from the policy that stands in the DNS (lib/dns-status).
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { getDmarcDraft } from '#lib/dns-status/drafts'
import { getAdvice } from '#lib/received-reports/summary'
import type { Advice } from '#lib/received-reports/summary-schema'

export type DmarcAdvice = {
  advice: Advice
  /** What the wizard asks, answered: null where there is no next step. */
  wizard: { policy: string; reports: string } | null
}

export async function dmarcAdvice(actor: Actor, idOrName: string): Promise<DmarcAdvice> {
  const draft = may(actor, 'domain.read') ? await getDmarcDraft(actor, idOrName, null) : null
  const published = draft === null || draft.present.text === null ? null : draft.wish.policy
  const advice = await getAdvice(actor, idOrName, published)
  const policy = advice.verdict === 'no_policy' ? 'none' : advice.verdict === 'ready' ? advice.to : null
  return { advice, wizard: draft && policy ? { policy, reports: draft.wish.reports.join(', ') } : null }
}

// From what reports say of a domain's mail to the next step of its DMARC policy. Pure; the rules are docs/reports.md's, and each has a test.
//
// Mail that was sent on by others and mail of strangers keeps nobody from a stricter policy: the first is not the domain's to mend, the second is what the
// policy is for. What counts is the mail of those who send in the domain's name by right: own hosts, those who mostly prove it, and services that prove
// only themselves.
import type { Advice, Outbound, Policy, SenderView } from './summary-schema'

export const adviceRules = {
  /** Days back that are looked at. */
  windowDays: 30,
  /** Days with reports, and messages in them, below which nothing is advised. */
  daysMin: 14,
  messagesMin: 100,
  /** Days under a policy before the next one. */
  daysUnderPolicy: 14,
  /** Share of rightful mail that proves itself. */
  share: { quarantine: 0.98, reject: 0.995 },
  /** Of an own host's mail may fail, before it holds everything up. */
  ownFailing: 0.01,
  ownFailingMessages: 10,
  /** Of what we sent, reports should be about so much: many receivers write none. Of few messages it says nothing. */
  seen: 0.25,
  sentMin: 100,
} as const

export type AdviceFacts = {
  policy: Policy | null
  /** Days with reports at all, and with reports that saw this policy. */
  days: number
  daysUnderPolicy: number
  senders: readonly SenderView[]
  /** Messages, and those of them that were proved: also of senders too small to be listed. */
  messages: number
  aligned: number
  outbound: Outbound | null
}

const next = { none: 'quarantine', quarantine: 'reject', reject: null } as const
const namedMax = 5

export function adviseOn({ policy, days, daysUnderPolicy, senders, messages, aligned, outbound }: AdviceFacts): Advice {
  const rightful = senders.filter(({ role }) => role === 'own' || role === 'proved' || role === 'service')
  const failing = rightful.reduce((sum, { failed }) => sum + failed, 0)
  const share = aligned + failing === 0 ? 0 : aligned / (aligned + failing)
  const sum = (role: SenderView['role']) => senders.filter((one) => one.role === role).reduce((all, { failed }) => all + failed, 0)
  const facts = {
    ...{ policy, days, messages, aligned, share },
    forwarded: senders.reduce((all, { forwarded }) => all + forwarded, 0),
    strangers: sum('stranger'),
    needs: { days: adviceRules.daysMin, messages: adviceRules.messagesMin },
    ...warningsOf(senders, outbound),
  }
  const none = { ...facts, to: null, mend: [] }
  if (messages === 0) return { ...none, verdict: 'no_reports' }
  if (policy === null) return { ...none, verdict: 'no_policy' }
  const to = next[policy]
  const wanted = adviceRules.share[to ?? 'reject']
  const mend = rightful.filter((one) => holdsUp(one, share < wanted)).toSorted((a, b) => b.failed - a.failed)
  const named = {
    ...facts,
    to,
    wanted,
    mend: mend.slice(0, namedMax).map(({ kind, name, failed, messages: all }) => ({ kind, name, failed, messages: all })),
  }
  if (mend.length > 0) return { ...named, verdict: to === null ? 'own_refused' : 'mend' }
  if (to === null) return { ...named, verdict: 'done' }
  if (days < adviceRules.daysMin || messages < adviceRules.messagesMin) return { ...named, verdict: 'too_little' }
  if (policy !== 'none' && daysUnderPolicy < adviceRules.daysUnderPolicy) return { ...named, days: daysUnderPolicy, verdict: 'too_early' }
  return { ...named, verdict: 'ready' }
}

/** What no share tells: none of it holds the next step up, and somebody should look. */
function warningsOf(senders: readonly SenderView[], outbound: Outbound | null): Pick<Advice, 'outbound' | 'warnings' | 'others'> {
  const others = senders.filter(({ role }) => role === 'proved' || role === 'service').toSorted((a, b) => b.messages - a.messages)
  const isLittle = outbound !== null && outbound.sent >= adviceRules.sentMin && outbound.seen < outbound.sent * adviceRules.seen
  return {
    outbound,
    warnings: [...(isLittle ? (['little_seen'] as const) : []), ...(others.length > 0 ? (['others_send'] as const) : [])],
    others: { messages: others.reduce((all, one) => all + one.messages, 0), names: others.slice(0, namedMax).map(({ name }) => name) },
  }
}

function holdsUp({ role, failed, messages }: SenderView, isShareShort: boolean): boolean {
  if (failed === 0) return false
  if (isShareShort) return true
  return role === 'own' && failed >= adviceRules.ownFailingMessages && failed / messages > adviceRules.ownFailing
}

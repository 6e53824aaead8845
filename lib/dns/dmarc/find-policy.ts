// Which record rules a name, and what it asks for (RFC 9989 4.10.1): its own; else that of its organisation; else that of the public suffix.
import { canonicalName } from '../name'
import type { DnsResolver, Unanswered } from '../resolver'
import type { Policy } from './parse-dmarc'
import { type FoundRecord, treeWalk, type Walk } from './tree-walk'

export type PolicyFound =
  | {
      state: 'found'
      source: FoundRecord
      organisation: string
      /** The tag that rules this name. */
      tag: 'p' | 'sp' | 'np'
      policy: Policy
      /** After `t=y`: what a receiver applies. */
      applied: Policy
    }
  | { state: 'none'; organisation: string }
  | { state: 'failed'; name: string; why: Unanswered }

const milder: Record<Policy, Policy> = { reject: 'quarantine', quarantine: 'none', none: 'none' }

export async function findPolicy(resolver: DnsResolver, name: string, walked?: Walk): Promise<PolicyFound> {
  const author = canonicalName(name)
  const walk = walked ?? (await treeWalk(resolver, author))
  if (walk.state === 'failed') return walk
  const { found, organisation } = walk
  const source =
    found.find(({ domain }) => domain === author) ??
    found.find(({ domain }) => domain === organisation) ??
    found.find(({ record }) => record.psd === 'y')
  if (!source) return { state: 'none', organisation }
  const { record } = source
  const below = source.domain !== author
  const missing = below && record.np !== null ? await isMissing(resolver, author) : false
  if (typeof missing === 'object') return missing
  const tag = missing ? 'np' : below && record.sp !== null ? 'sp' : 'p'
  const policy = record[tag] ?? record.p
  return { state: 'found', source, organisation, tag, policy, applied: record.t ? milder[policy] : policy }
}

/** RFC 9989 3.2.13: without A, AAAA and MX a name does not exist for mail. */
async function isMissing(resolver: DnsResolver, name: string): Promise<boolean | Extract<PolicyFound, { state: 'failed' }>> {
  const answers = await Promise.all((['A', 'AAAA', 'MX'] as const).map((type) => resolver.lookup(name, type)))
  if (answers.some((answer) => answer.state === 'found')) return false
  const failure = answers.find((answer) => answer.state === 'failed')
  return failure ? { state: 'failed', name, why: failure.why } : true
}

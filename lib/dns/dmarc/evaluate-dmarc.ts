// Whether a mail passes DMARC (RFC 9989 4.4, 5.3): its author's domain, and what SPF and DKIM proved, compared as the domain's policy asks.
import { canonicalName } from '../name'
import type { DnsResolver, Unanswered } from '../resolver'
import { findPolicy, type PolicyFound } from './find-policy'
import { treeWalk, type Walk } from './tree-walk'

export type Authenticated = {
  /** Domains of the From field; mail of several authors is not evaluated (5.3.1). */
  authors: readonly string[]
  /** Domains with a valid signature; `unsigned`: octets of the body that it left out (`l=`, RFC 6376 8.2). */
  dkim: readonly { domain: string; unsigned?: number }[]
  /** Domains that SPF passed. */
  spf: readonly string[]
}

export type Aligned = {
  strict: boolean /** The domain that aligned. */
  domain: string | null /** What the related signature left out. */
  unsigned: number | null
}
export type DmarcAnswer =
  | { result: 'pass' | 'fail'; author: string; policy: Extract<PolicyFound, { state: 'found' }>; dkim: Aligned; spf: Aligned }
  | { result: 'none'; because: 'no_policy' | 'several_authors' }
  | { result: 'temperror'; name: string; why: Unanswered }

export async function evaluateDmarc(resolver: DnsResolver, mail: Authenticated): Promise<DmarcAnswer> {
  const [author, ...others] = [...new Set(mail.authors.map(canonicalName))]
  if (author === undefined || others.length > 0) return { result: 'none', because: 'several_authors' }
  const walks = new Map<string, Promise<Walk>>()
  const walkOf = (domain: string): Promise<Walk> => {
    const walk = walks.get(domain) ?? treeWalk(resolver, domain)
    walks.set(domain, walk)
    return walk
  }
  const policy = await findPolicy(resolver, author, await walkOf(author))
  if (policy.state === 'failed') return { result: 'temperror', name: policy.name, why: policy.why }
  if (policy.state === 'none') return { result: 'none', because: 'no_policy' }
  const { adkim, aspf } = policy.source.record
  try {
    const dkim = await align(author, policy.organisation, mail.dkim, adkim === 's', walkOf)
    const spf = await align(
      author,
      policy.organisation,
      mail.spf.map((domain) => ({ domain })),
      aspf === 's',
      walkOf,
    )
    return { result: dkim.domain !== null || spf.domain !== null ? 'pass' : 'fail', author, policy, dkim, spf }
  } catch (error) {
    if (error instanceof WalkFailed) return { result: 'temperror', name: error.walk.name, why: error.walk.why }
    throw error
  }
}

class WalkFailed extends Error {
  constructor(readonly walk: Extract<Walk, { state: 'failed' }>) {
    super(walk.why)
  }
}

/** 4.4.1, 4.4.2: strict asks for the same name, relaxed for the same organisation. */
async function align(
  author: string,
  organisation: string,
  proved: readonly { domain: string; unsigned?: number }[],
  strict: boolean,
  walkOf: (domain: string) => Promise<Walk>,
): Promise<Aligned> {
  let related: Aligned = { strict, domain: null, unsigned: null }
  for (const { domain: text, unsigned } of proved) {
    const domain = canonicalName(text)
    if (domain !== author && !(await isOf(organisation, domain, walkOf))) continue
    const aligned = domain === author || !strict
    if (aligned) return { strict, domain, unsigned: unsigned ?? null }
    related = { ...related, unsigned: related.unsigned ?? unsigned ?? null }
  }
  return related
}

async function isOf(organisation: string, domain: string, walkOf: (domain: string) => Promise<Walk>): Promise<boolean> {
  // Only names of one tree can have one organisation: no query is spent on strangers.
  if (domain !== organisation && !domain.endsWith(`.${organisation}`)) return false
  const walk = await walkOf(domain)
  if (walk.state === 'failed') throw new WalkFailed(walk)
  return walk.organisation === organisation
}

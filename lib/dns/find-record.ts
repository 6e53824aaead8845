// The one TXT record of its kind at a name, as DKIM, MTA-STS, TLS-RPT and BIMI want it: several are as bad as none (RFC 8461 3.1, RFC 8460 3).
import { isQueryable } from './name'
import type { DnsResolver, Unanswered } from './resolver'

export type FoundText =
  | {
      state: 'found'
      name: string
      text: string /** Texts of other kinds beside it, which receivers skip. */
      others: string[]
      secure: boolean
    }
  | { state: 'none'; name: string; others: string[] }
  | { state: 'several'; name: string; texts: string[] }
  | { state: 'failed'; name: string; why: Unanswered }

export async function findRecord(resolver: DnsResolver, name: string, isKind: (text: string) => boolean): Promise<FoundText> {
  if (!isQueryable(name)) return { state: 'none', name, others: [] }
  const answer = await resolver.lookup(name, 'TXT')
  if (answer.state === 'failed') return { state: 'failed', name, why: answer.why }
  const all = answer.state === 'found' ? answer.records : []
  const texts = all.filter(isKind)
  const others = all.filter((text) => !isKind(text))
  const [text] = texts
  if (text === undefined) return { state: 'none', name, others }
  return texts.length > 1 ? { state: 'several', name, texts } : { state: 'found', name, text, others, secure: answer.secure }
}

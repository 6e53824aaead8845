// The hash chain of saved changes. Each entry's hash covers its own content and the hash of the entry before it, ids run without a gap
// from 1, and the first entry stands on `genesis`. So an edited, removed, inserted or reordered entry shows. What does not show by itself
// is a tail cut off or a whole chain rewritten: for that, keep the last hash elsewhere and give it to verify.
import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from './canonical-json'

export const genesis = '0'.repeat(64)

export type ChainedContent = {
  id: bigint
  at: Date
  actorKind: string
  actorId: string | null
  actorName: string
  via: string
  permission: string
  action: string
  subjectKind: string
  subjectId: string | null
  subjectName: string
  domainName: string | null
  hostId: string | null
  before: Json
  after: Json
}

/** SHA-256 over canonical JSON; every column of the row counts, so a column added later needs a new version here. */
export function hashOf(content: ChainedContent, prevHash: string): string {
  const { id, at, before, after, ...rest } = content
  const covered = { ...rest, id: id.toString(), at: at.toISOString(), before: before ?? null, after: after ?? null, prevHash }
  return createHash('sha256').update(canonicalJson(covered)).digest('hex')
}

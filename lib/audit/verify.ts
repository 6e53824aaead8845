// Proves the chain of saved changes from its first entry to its last, in pages, and names the first entry that does not fit.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import type { Json } from './canonical-json'
import { genesis, hashOf } from './chain'

export type ChainBreak = {
  /** First entry that does not fit. */
  revision: string
  /** gap: an entry before it is gone · unlinked: it does not name the hash before it · edited: its content has another hash · unknown_end: the chain does not hold the hash that was kept elsewhere */
  kind: 'gap' | 'unlinked' | 'edited' | 'unknown_end'
}
export type ChainProof = { entries: number; lastHash: string; broken: ChainBreak | null }

const pageSize = 2000

/** `known`: an entry's id and hash as noted elsewhere earlier (paper, another machine); a chain that was rewritten or cut cannot show it. */
export async function verifyChain(actor: Actor, known?: { revision: string; hash: string }): Promise<ChainProof> {
  requirePermission(actor, 'audit.verify')
  let previous = { id: 0n, hash: genesis }
  let knownSeen = known === undefined
  for (;;) {
    const rows = await db().change.findMany({ where: { id: { gt: previous.id } }, orderBy: { id: 'asc' }, take: pageSize })
    for (const { prevHash, hash, ...content } of rows) {
      const broken = fault(previous, { ...content, before: content.before as Json, after: content.after as Json }, prevHash, hash)
      if (broken)
        return { entries: Number(previous.id), lastHash: previous.hash, broken: { revision: content.id.toString(), kind: broken } }
      previous = { id: content.id, hash }
      if (known && known.revision === content.id.toString()) knownSeen = known.hash === hash
    }
    if (rows.length < pageSize) break
  }
  const broken = knownSeen || !known ? null : ({ revision: known.revision, kind: 'unknown_end' } as const)
  return { entries: Number(previous.id), lastHash: previous.hash, broken }
}

function fault(previous: { id: bigint; hash: string }, content: Parameters<typeof hashOf>[0], prevHash: string, hash: string) {
  if (content.id !== previous.id + 1n) return 'gap'
  if (prevHash !== previous.hash) return 'unlinked'
  return hashOf(content, prevHash) === hash ? null : 'edited'
}

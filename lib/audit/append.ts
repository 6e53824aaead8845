// Appends entries to the chain inside the caller's transaction. One writer at a time: an advisory lock is taken here and held until the
// transaction ends, so call this last. The caller must run at READ COMMITTED: a snapshot older than the lock would not see the chain's end.
import type { Actor } from '#lib/auth/actor'
import type { Permission } from '#lib/auth/permissions'
import type { Tx } from '#lib/db/client'
import { inParts } from '#lib/progress'
import { toJson } from './canonical-json'
import { type ChainedContent, genesis, hashOf } from './chain'
import type { ChangedFields } from './changed-fields'

/** Any constant, the same in every process: "POST" in ASCII. */
const chainLock = 0x504f5354

export type ChangeEntry = {
  /** `mailbox.create`, `alias.update`, … */
  action: string
  subjectKind: string
  subjectId: string | null
  subjectName: string
  domainName?: string | null
  hostId?: string | null
  /** Changed fields only; secrets as "(changed)". */
  before?: ChangedFields
  after?: ChangedFields
}

/** Id of the last entry. Rows travel as one parameter of a statement for each thousand. */
export async function appendChanges(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  entries: readonly ChangeEntry[],
): Promise<{ last: bigint }> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${chainLock}::bigint)`
  const [head] = await tx.$queryRaw<{ id: bigint; hash: string; now: Date }[]>`
    select coalesce(c.id, 0) as id, coalesce(c.hash, ${genesis}) as hash, date_trunc('milliseconds', clock_timestamp()) as now
    from (select 1) one left join (select id, hash from "Change" order by id desc limit 1) c on true`
  if (!head) throw new Error('the chain has no head')
  let last = head
  await inParts('recording', entries, async (part) => {
    const rows = part.map((entry) => {
      const content = contentOf(actor, permission, entry, last.id + 1n, head.now)
      const row = { ...content, id: content.id.toString(), prevHash: last.hash, hash: hashOf(content, last.hash) }
      last = { ...last, id: content.id, hash: row.hash }
      return row
    })
    await tx.$executeRaw`
      insert into "Change" select * from jsonb_populate_recordset(null::"Change", ${JSON.stringify(rows)}::jsonb)`
  })
  return { last: last.id }
}

function contentOf(actor: Actor, permission: Permission, entry: ChangeEntry, id: bigint, at: Date): ChainedContent {
  return {
    id,
    at,
    actorKind: actor.kind,
    actorId: actor.kind === 'system' ? null : actor.id,
    actorName: actor.name,
    via: actor.via,
    permission,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    subjectName: entry.subjectName,
    domainName: entry.domainName ?? null,
    hostId: entry.hostId ?? null,
    before: entry.before === undefined ? null : toJson(entry.before),
    after: entry.after === undefined ? null : toJson(entry.after),
  }
}

// What an edit needs: the row locked so that its version holds until the end, only the fields that differ for the audit entry, and for the
// second of two editors what the first one changed.
import type { Actor, MailboxActor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import type { Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import { deny } from '#lib/refusals'

/** The column that says which domain a row is of. */
const ofDomain = { Domain: Prisma.sql`id`, Mailbox: Prisma.sql`"domainId"`, Alias: Prisma.sql`"domainId"`, Group: Prisma.sql`"domainId"` }
type InDomain = keyof typeof ofDomain
type Versioned = InDomain | 'Administrator' | 'Host'

/** The row's version, held until the transaction ends. Throws not_found. */
export const lockRow = (tx: Tx, table: 'Administrator' | 'Host', id: string): Promise<number> => lock(tx, table, id, [])

/** The same of what is in a domain: what is not the actor's to see is not there. */
export const lockRowOf = (actor: Actor, tx: Tx, table: InDomain, id: string): Promise<number> =>
  lock(tx, table, id, idsInScope(actor, ofDomain[table]))

/** The mailbox that a person is signed in with. */
export const lockOwnMailbox = (tx: Tx, actor: MailboxActor): Promise<number> => lock(tx, 'Mailbox', actor.id, [])

async function lock(tx: Tx, table: Versioned, id: string, scope: readonly Prisma.Sql[]): Promise<number> {
  const [row] = isUuid(id)
    ? await tx.$queryRaw<{ version: number }[]>`
        select version from ${Prisma.raw(`"${table}"`)} ${whereSql([Prisma.sql`id = ${id}::uuid`, ...scope])} for update`
    : []
  if (!row) throw new AppError('not_found', { subject: id })
  return row.version
}

/** Of two who save the same settings at once the second is told, as everywhere: the row is made first, so that there is one to lock. */
export async function lockSetting(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`insert into "Setting" (key, value, version, "updatedAt") values (${key}, '{}', 0, now()) on conflict do nothing`
  await tx.$executeRaw`select 1 from "Setting" where key = ${key} for update`
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** What is done to a mailbox or a domain beside its fields, and so conflicts with none. */
const noVersions = ['password', 'invite', 'sessions', 'mail-sessions', 'second-factor-enable', 'second-factor-remove', 'recovery-codes']
  .concat(['app-password-create', 'app-password-revoke', 'app-password-expire'])
  .concat(['vacation', 'filters', 'script', 'forward-target', 'signals-dismiss'])
  .map((verb) => `mailbox.${verb}`)
  .concat(
    ['create', 'import', 'publish', 'activate', 'retire', 'revoke', 'withdraw', 'discard', 'forget', 'export'].map(
      (verb) => `domain.dkim-${verb}`,
    ),
  )

/** Ends the command: somebody else saved since. Each save is one version and one entry, so the entries since tell the fields. */
export async function denyConflict(tx: Tx, subjectId: string, missed: number, view: unknown): Promise<never> {
  const entries = await tx.change.findMany({
    where: { subjectId, action: { notIn: noVersions } },
    orderBy: { id: 'desc' },
    take: Math.min(Math.max(missed, 1), 100),
    select: { actorName: true, at: true, after: true },
  })
  const fields = [...new Set(entries.flatMap((entry) => (isRecord(entry.after) ? Object.keys(entry.after) : [])))]
  const changedBy = entries[0]?.actorName ?? ''
  const changedAt = (entries[0]?.at ?? new Date()).toISOString()
  return deny('conflict', null, { by: changedBy, fields: fields.join(', ') }, { view, changedBy, changedAt, fields })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of `wanted` that differ from `current`, before and after; null when none does. Lists are compared as sets. */
export function changedFields<T extends object>(current: T, wanted: Partial<T>): { before: Partial<T>; after: Partial<T> } | null {
  const names = (Object.keys(wanted) as (keyof T)[]).filter((name) => wanted[name] !== undefined && !same(current[name], wanted[name]))
  if (names.length === 0) return null
  const pick = (from: Partial<T>) => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>
  return { before: pick(current), after: pick(wanted) }
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())
  return a === b
}

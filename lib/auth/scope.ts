// Which domains an actor may see and change. A foreign domain is answered like one that does not exist: whoever may not see it is not told
// that it is there.
import 'server-only'
import { Prisma } from '#lib/db/generated/client'
import { AppError } from '#lib/errors'
import type { Actor, Scope } from './actor'

const nothing = { ids: [], names: [] } as const

/** The person of a mailbox has none: what is theirs is found by the mailbox alone. */
export function scopeOf(actor: Actor): Scope {
  if (actor.kind === 'system') return 'all'
  return actor.kind === 'administrator' ? actor.scope : nothing
}

export const seesAll = (actor: Actor): boolean => scopeOf(actor) === 'all'

/** By id or by name (A-labels). */
export function inScope(actor: Actor, domain: { id: string } | { name: string }): boolean {
  const scope = scopeOf(actor)
  if (scope === 'all') return true
  return 'id' in domain ? scope.ids.includes(domain.id) : scope.names.includes(domain.name)
}

/** Throws not_found, of `subject` as it was asked for. */
export function requireInScope(actor: Actor, domain: { id: string } | { name: string }, subject: string): void {
  if (!inScope(actor, domain)) throw new AppError('not_found', { subject: subject.slice(0, 254) })
}

/** The condition of a list, to be joined with its others: none where everything may be seen. `column` holds the id of a domain. */
export function idsInScope(actor: Actor, column: Prisma.Sql): Prisma.Sql[] {
  const scope = scopeOf(actor)
  return scope === 'all' ? [] : [Prisma.sql`${column} = any(${[...scope.ids]}::uuid[])`]
}

/** The same where `column` holds the name. */
export function namesInScope(actor: Actor, column: Prisma.Sql): Prisma.Sql[] {
  const scope = scopeOf(actor)
  return scope === 'all' ? [] : [Prisma.sql`${column} = any(${[...scope.names]}::text[])`]
}

/** For the `where` of a model: `{ domainId: idFilter(actor) }`, `{ domainName: nameFilter(actor) }`; undefined asks nothing. */
export function idFilter(actor: Actor): { in: string[] } | undefined {
  const scope = scopeOf(actor)
  return scope === 'all' ? undefined : { in: [...scope.ids] }
}

export function nameFilter(actor: Actor): { in: string[] } | undefined {
  const scope = scopeOf(actor)
  return scope === 'all' ? undefined : { in: [...scope.names] }
}

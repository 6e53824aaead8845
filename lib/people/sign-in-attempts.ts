// Who knocked, when, from where, and what came of it. Names and browsers in it were written by strangers.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds } from '#lib/db/keyset'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import {
  type AttemptDoor,
  type AttemptFilter,
  type AttemptMethod,
  type AttemptResult,
  type AttemptView,
  attemptFilter,
} from './attempt-schema'

const dayMs = 86_400_000

/** Newest first. */
export async function listSignInAttempts(actor: Actor, filter: AttemptFilter = {}, page: PageInput = {}): Promise<Page<AttemptView>> {
  requirePermission(actor, 'sign-in.read')
  const list: List = {
    from: Prisma.sql`"SignInAttempt" a`,
    id: Prisma.sql`a.id`,
    where: conditions(filter),
    sort: { name: 'at', expression: Prisma.sql`a.at`, cast: 'timestamptz' },
    descending: true,
  }
  const [{ ids, next, previous }, total] = await Promise.all([pageOfIds(db(), list, page), countUpTo(db(), list)])
  const rows = await db().signInAttempt.findMany({ where: { id: { in: ids } }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return { rows: rows.map(viewOf), next, previous, total }
}

function conditions(filter: AttemptFilter): Prisma.Sql[] {
  const { search, client, result, door, method, from, until } = requireValid(attemptFilter, filter)
  const where: Prisma.Sql[] = []
  if (search) where.push(Prisma.sql`a.name ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`)
  if (client) where.push(Prisma.sql`a."clientAddress" = ${client}`)
  if (result === 'refused') where.push(Prisma.sql`a.result not in ('signed_in', 'half')`)
  else if (result) where.push(Prisma.sql`a.result = ${result}`)
  if (door) where.push(Prisma.sql`a.door = ${door}`)
  if (method) where.push(Prisma.sql`a.method = ${method}`)
  if (from) where.push(Prisma.sql`a.at >= ${new Date(from)}`)
  if (until) where.push(Prisma.sql`a.at < ${new Date(new Date(until).getTime() + dayMs)}`)
  return where
}

const viewOf = (row: Prisma.SignInAttemptGetPayload<object>): AttemptView => ({
  id: row.id,
  at: row.at.toISOString(),
  times: row.times,
  name: row.name,
  clientAddress: row.clientAddress || null,
  userAgent: row.userAgent,
  door: row.door as AttemptDoor,
  method: row.method as AttemptMethod,
  result: row.result as AttemptResult,
})

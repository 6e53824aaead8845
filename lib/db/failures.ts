// What a failed query means. Decided by Prisma's and PostgreSQL's codes, never by the text of an error, save for the sentences of the
// driver itself, which gives none of its own a code.
import pg from 'pg'
import { AppError } from '#lib/errors'
import { Prisma } from './generated/client'

/** deadlock_detected, serialization_failure, lock_not_available: the same transaction may succeed when it runs again. */
const transientStates = new Set(['40P01', '40001', '55P03'])
/** Prisma's "write conflict or deadlock". */
const transientCodes = new Set(['P2034'])
/** No connection, closed connection, pool exhausted, transaction gone with its connection (P2028). */
const absentCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])
/** Class 08, admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections. */
const absentStates = /^(?:08...|57P0[123]|53300)$/
const absentErrno = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'])

/** node-postgres: lib/client.js and pg-pool's index.js. */
const lostSentences = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout exceeded when trying to connect',
])

export function isTransient(error: unknown): boolean {
  return transientCodes.has(prismaCode(error) ?? '') || transientStates.has(sqlState(error) ?? '')
}

export function isUnavailable(error: unknown): boolean {
  if (absentCodes.has(prismaCode(error) ?? '') || absentStates.test(sqlState(error) ?? '')) return true
  if (!(error instanceof Error)) return false
  return absentErrno.has(errno(error)) || lostSentences.has(error.message) || (error.cause !== undefined && isUnavailable(error.cause))
}

/** The same error, or an AppError when Postgres itself is not there. */
export function worldFailure(error: unknown): unknown {
  return isUnavailable(error) ? new AppError('database_unavailable', { cause: error }) : error
}

/** The row that was to be unique is there already; `P2002` whatever the driver. */
export const isDuplicate = (error: unknown): boolean => prismaCode(error) === 'P2002' || sqlState(error) === '23505'

function prismaCode(error: unknown): string | undefined {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return error.code
  if (error instanceof Prisma.PrismaClientInitializationError) return error.errorCode ?? 'P1001'
  return undefined
}

/** SQLSTATE of a query's failure: as the driver gives it, or of a raw query as its adapter hands it on. */
function sqlState(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  const found = findCode(error.meta)
  return found
}

function findCode(meta: unknown, depth = 0): string | undefined {
  if (meta === null || typeof meta !== 'object' || depth > 4) return undefined
  for (const [key, value] of Object.entries(meta)) {
    if ((key === 'code' || key === 'originalCode') && typeof value === 'string' && /^[0-9A-Z]{5}$/.test(value)) return value
    const deeper = findCode(value, depth + 1)
    if (deeper) return deeper
  }
  return undefined
}

const errno = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

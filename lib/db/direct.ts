// A few connections beside Prisma's, for what Prisma does not do: COPY, transactions of many rows where a client of its own types costs
// more than the work, and questions that Postgres plans longer than it answers. Nothing else uses them.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { log } from '#lib/log'
import type { Prisma } from './generated/client'

const kept = globalThis as typeof globalThis & { posternDirect?: pg.Pool }

function pool(): pg.Pool {
  if (!kept.posternDirect) {
    kept.posternDirect = new pg.Pool({
      connectionString: process.env.DATABASE_URL,
      max: 4,
      allowExitOnIdle: true,
      application_name: 'postern direct',
    })
    kept.posternDirect.on('error', (error) => log.warn({ err: error }, 'an idle connection broke'))
  }
  return kept.posternDirect
}

export type DirectClient = pg.PoolClient

/** All or nothing. The connection of one that failed in an unknown state is not used again. */
export async function directTransaction<T>(work: (client: DirectClient) => Promise<T>): Promise<T> {
  const client = await pool().connect()
  // pg tells of a connection that breaks between two questions here, and of one under way by its answer.
  const broke = (error: Error) => log.warn({ err: error }, 'a connection broke')
  client.on('error', broke)
  let broken: Error | undefined
  try {
    await client.query('begin')
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.off('error', broke)
    client.release(broken)
  }
}

export async function directQuery<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await pool().query<Row>(text, values)).rows
}

/** Planned once for each connection and asked often: the text stays the same however the values differ, and its digest names the plan (PREPARE). */
export async function preparedQuery<Row extends pg.QueryResultRow>({ text, values }: Prisma.Sql): Promise<Row[]> {
  const name = createHash('sha1').update(text).digest('hex')
  return (await pool().query<Row>({ name, text, values })).rows
}

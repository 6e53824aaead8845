// Applies prisma/migrations with nothing but `pg`, in Prisma's own table and with its checksums, so that the Prisma CLI agrees
// with what it finds. One transaction per migration: CREATE INDEX CONCURRENTLY cannot be used. The job queue's own schema
// follows, because a saved change adds its job in the same transaction.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { CHECKOUT } from './state.mjs'

export const MIGRATIONS = join(CHECKOUT, 'prisma/migrations')

// The advisory lock that Prisma's engine takes: of two that migrate at once the second waits and finds nothing to do.
const LOCK = 72707369

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

/** Names of the migrations that were applied now, in order. */
export async function migrate(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(TABLE)
    const { rows } = await client.query('select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null')
    const unfinished = rows.filter((row) => row.finished_at === null)
    if (unfinished.length > 0)
      throw new Error(`a failed migration is in the way: ${unfinished.map((row) => row.migration_name).join(', ')}`)
    const known = new Map(rows.map((row) => [row.migration_name, row.checksum]))
    const applied = []
    for (const migration of readMigrations()) if (await applyOne(client, known, migration)) applied.push(migration.name)
    await runMigrations({ connectionString: databaseUrl, logger: quiet() })
    return applied
  } finally {
    await client.end()
  }
}

export function readMigrations() {
  if (!existsSync(MIGRATIONS)) return []
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function applyOne(client, known, { name, sql }) {
  const checksum = createHash('sha256').update(sql).digest('hex')
  if (known.has(name)) {
    if (known.get(name) !== checksum) throw new Error(`migration ${name} was edited after it had been applied`)
    return false
  }
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      'insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) values ($1, $2, now(), $3, 1)',
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name}: ${error.message}`, { cause: error })
  }
  return true
}

/** The queue tells every step of its own migrations as information: only what is worth a look is passed on. */
function quiet() {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') process.stderr.write(`${message}\n`)
  })
}

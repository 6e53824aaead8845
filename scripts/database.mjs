// Databases that come and go: for tests, and to compare schema and migrations. Only ever on this machine: a test that drops a
// database must not be able to reach one that somebody needs.
import { randomBytes } from 'node:crypto'
import pg from 'pg'

const LOCAL = ['127.0.0.1', 'localhost', '::1', '[::1]']

export function assertLocal(url) {
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? hostname
  if (!LOCAL.includes(host) && !host.startsWith('/'))
    throw new Error(`${host} is not this machine: databases are made and dropped locally only`)
}

/** `template` names a database that nobody is connected to. Answers the new database's URL. */
export async function createDatabase(serverUrl, name, { template = 'template0' } = {}) {
  await administer(serverUrl, `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`)
  return withDatabase(serverUrl, name)
}

export async function createDatabaseIfMissing(serverUrl, name) {
  const rows = await administer(serverUrl, `select 1 from pg_database where datname = ${pg.escapeLiteral(name)}`)
  return rows.length > 0 ? withDatabase(serverUrl, name) : createDatabase(serverUrl, name)
}

export async function dropDatabase(serverUrl, name) {
  await administer(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}

/** Runs the work with an empty database that is dropped afterwards. */
export async function withScratchDatabase(serverUrl, work) {
  const name = `postern_scratch_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(serverUrl, name)
  try {
    return await work(url)
  } finally {
    await dropDatabase(serverUrl, name)
  }
}

async function administer(serverUrl, sql) {
  assertLocal(serverUrl)
  const client = new pg.Client({ connectionString: withDatabase(serverUrl, 'postgres') })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl, name) {
  const url = new URL(serverUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}

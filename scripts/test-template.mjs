// Before the tests that need a database: a migrated template, from which every test file gets a copy of its own in some 50 ms.
// The server is the one of DATABASE_URL (this machine's only) or our own. Afterwards every copy of this run is dropped.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createDatabase, dropDatabase } from './database.mjs'
import { migrate } from './migrations.mjs'
import { startPostgres, stopPostgres } from './postgres.mjs'
import { stateFolder } from './state.mjs'

export default async function setup(project) {
  const server = await findServer()
  const prefix = `postern_test_${randomBytes(5).toString('hex')}`
  const tearDown = async () => {
    for (const name of await databasesOf(server.url, prefix)) await dropDatabase(server.url, name)
    await server.stop()
  }
  try {
    await migrate(await createDatabase(server.url, `${prefix}_template`))
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('databases', { server: server.url, prefix })
  return tearDown
}

async function findServer() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => undefined }
  const folder = stateFolder('test')
  const { url, child } = await startPostgres(folder, { durable: false })
  return { url: url('postgres'), stop: async () => (child ? stopPostgres(folder) : undefined) }
}

async function databasesOf(server, prefix) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return (await client.query("select datname from pg_database where datname like $1 || '%'", [prefix])).rows.map((row) => row.datname)
  } finally {
    await client.end()
  }
}

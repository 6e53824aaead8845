// A server of this test alone, with the panel's schema in it: it can be killed, and comes up again in the same place.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { db } from '#lib/db/client'
import { createDatabase } from '../../../scripts/database.mjs'
import { migrate } from '../../../scripts/migrations.mjs'
import { startPostgres, stopPostgres } from '../../../scripts/postgres.mjs'
import { readPidFile } from '../../../scripts/process.mjs'

export type OwnPostgres = { kill(): void; start(): Promise<unknown>; remove(): Promise<void> }

/** From here on `db()` is its. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-faults-'))
  // The server's user must be able to pass.
  chmodSync(folder, 0o711)
  const { url } = await startPostgres(folder)
  process.env.DATABASE_URL = await createDatabase(url('postgres'), 'faults')
  await migrate(process.env.DATABASE_URL)
  return {
    kill() {
      const server = readPidFile(join(folder, 'postgres.pid'))
      if (!server) throw new Error('Postgres does not run')
      process.kill(server.pid, 'SIGKILL')
    },
    start: () => startPostgres(folder),
    async remove() {
      await db().$disconnect()
      await stopPostgres(folder)
      rmSync(folder, { recursive: true })
    },
  }
}

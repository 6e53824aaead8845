import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, stopPostgres } from './postgres.mjs'
import { readPidFile } from './process.mjs'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-postgres-'))
  // The server's user must be able to pass.
  chmodSync(folder, 0o711)
})
afterAll(async () => {
  await stopPostgres(folder)
  rmSync(folder, { recursive: true })
})

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a server that was killed starts again at the same address with every committed row', async () => {
  const first = await startPostgres(folder)
  await query(first.url('postgres'), 'create table kept (n int)')
  await query(first.url('postgres'), 'insert into kept select generate_series(1, 300)')
  const server = readPidFile(join(folder, 'postgres.pid'))
  if (!server) throw new Error('the server has no pid file')
  process.kill(server.pid, 'SIGKILL')
  const second = await startPostgres(folder)
  expect(second.url('postgres')).toBe(first.url('postgres'))
  expect(await query(second.url('postgres'), 'select count(*)::int as n from kept')).toEqual([{ n: 300 }])
}, 60_000)

test('starting a server that runs changes nothing', async () => {
  const again = await startPostgres(folder)
  expect(again.child).toBeNull()
  expect(await query(again.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('nobody gets in without the password', async () => {
  const url = new URL((await startPostgres(folder)).url('postgres'))
  url.password = 'guess'
  await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed')
})

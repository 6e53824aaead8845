// Tells other workers that this one lives, and takes over from those that died. A worker holds an advisory lock on a connection of its
// own; Postgres lets go of it the moment the process or the connection ends. Whoever can take another's lock knows that it is gone and
// gives its jobs free, which the queue by itself would do after four hours. A worker that only lost its connection may so see a job
// run twice: every job must bear that.
import { randomInt } from 'node:crypto'
import { hostname } from 'node:os'
import pg from 'pg'
import { log } from '#lib/log'

/** First half of the lock's key, the same in every process: "WORK" in ASCII. */
const lockClass = 0x574f524b
const everyMs = 10_000

export type Presence = { end: () => Promise<void> }

export async function announcePresence(connectionString: string, queueIds: readonly string[]): Promise<Presence> {
  const lockKey = randomInt(1, 2 ** 31 - 1)
  let client = await enter(connectionString, lockKey, queueIds)
  let ended = false
  const beat = async () => {
    try {
      await client.query('update "Worker" set "seenAt" = now() where "lockKey" = $1', [lockKey])
      await releaseTheDead(client, lockKey)
    } catch (error) {
      log.warn({ err: error }, 'the worker could not show that it lives')
      await leaveQuietly(client)
      if (!ended) client = await enter(connectionString, lockKey, queueIds)
    }
  }
  await releaseTheDead(client, lockKey)
  // One beat after the other, and the end after the last: a connection answers one question at a time.
  let beating = Promise.resolve()
  const timer = setInterval(() => {
    beating = beating.then(beat).catch((error: unknown) => log.warn({ err: error }, 'Postgres is not there; the worker waits for it'))
  }, everyMs)
  return {
    end: async () => {
      ended = true
      clearInterval(timer)
      await beating
      // Nobody could free what is left behind now.
      await client.query('select graphile_worker.force_unlock_workers($1::text[])', [queueIds])
      await client.query('delete from "Worker" where "lockKey" = $1', [lockKey])
      await client.end()
    },
  }
}

async function enter(connectionString: string, lockKey: number, queueIds: readonly string[]): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'postern worker presence' })
  // A connection that breaks between two beats is made anew at the next.
  client.on('error', (error) => log.warn({ err: error }, 'the connection of presence broke'))
  await client.connect()
  await client.query('select pg_advisory_lock($1, $2)', [lockClass, lockKey])
  // After a lost connection the row of before is still there.
  await client.query('delete from "Worker" where "lockKey" = $1', [lockKey])
  await client.query(`insert into "Worker" (id, "lockKey", "queueIds", hostname, pid) values (gen_random_uuid(), $1, $2, $3, $4)`, [
    lockKey,
    queueIds,
    hostname(),
    process.pid,
  ])
  return client
}

/** One of several that see the same dead worker gets its lock, and does it all in one transaction. */
export async function releaseTheDead(client: pg.Client, ownKey: number): Promise<number> {
  const { rows } = await client.query<{ id: string; lockKey: number; queueIds: string[] }>(
    'select id, "lockKey", "queueIds" from "Worker" where "lockKey" <> $1',
    [ownKey],
  )
  let released = 0
  for (const worker of rows) released += (await releaseIfDead(client, worker)) ? 1 : 0
  return released
}

async function releaseIfDead(client: pg.Client, worker: { id: string; lockKey: number; queueIds: string[] }): Promise<boolean> {
  await client.query('begin')
  try {
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1, $2) as free', [lockClass, worker.lockKey])
    const dead = rows[0]?.free === true
    if (dead) {
      await client.query('select graphile_worker.force_unlock_workers($1::text[])', [worker.queueIds])
      await client.query('delete from "Worker" where id = $1', [worker.id])
      log.warn({ worker: worker.id }, 'a worker died; its jobs are free again')
    }
    await client.query('commit')
    return dead
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function leaveQuietly(client: pg.Client): Promise<void> {
  await client.end().catch((error: unknown) => log.debug({ err: error }, 'the broken connection did not end in order'))
}

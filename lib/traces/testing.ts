// Lines for tests, kept as the worker keeps what an agent answered.
import { db } from '#lib/db/client'
import { type LogPlaces, logPlaces } from '#lib/protocol/log-lines'
import { readBatch } from './batch'
import { type StoredCarry, saveBatch } from './save-batch'

type Keep = {
  /** Behind which it believes to have been asked for; the present ones when left out. */
  from?: LogPlaces
  /** Of which the batch believes to be the next; the present one when left out. */ turn?: number
}

export async function keepLines(hostId: string, texts: readonly string[], { turn, from }: Keep = {}): Promise<boolean> {
  // Two at once may be the first for a host: of Prisma's upsert the second one would fail.
  await db().logReading.createMany({ data: [{ hostId }], skipDuplicates: true })
  const reading = await db().logReading.findUniqueOrThrow({ where: { hostId } })
  const parts = [{ source: 'mail' as const, place: `f1.1.${texts.length}.`, lines: [...texts], writtenAt: Date.now() * 1000, gap: false }]
  const after = (reading.carry as StoredCarry | null)?.after ?? {}
  const batch = await readBatch({ parts, zone: 'UTC', after, nowMs: Date.now(), oldestMs: 0, number: Number(reading.lines) })
  return saveBatch({
    hostId,
    turn: turn ?? reading.turn,
    from: from ?? logPlaces.parse(reading.places),
    parts,
    zone: 'UTC',
    ...batch,
    done: true,
  })
}

/** The time in front of a line: so many seconds after another. */
export const stampAt = (startMs: number, second: number): string =>
  new Date(startMs + second * 1000).toISOString().replace('Z', '000+00:00')

let made = 0
export const newQueueId = (): string =>
  `4${(Date.now() % 0xfffffff).toString(16).toUpperCase()}${(0x1000 + (made++ % 0xefff)).toString(16).toUpperCase()}`

/** A message that was delivered; its id. */
export async function givenMessage(hostId: string, { sender, recipient }: { sender: string; recipient: string }): Promise<string> {
  const [queueId, start] = [newQueueId(), Date.now() - 60_000]
  const say = (second: number, tag: string, text: string) => `${stampAt(start, second)} host postfix/${tag}[1]: ${queueId}: ${text}`
  await keepLines(hostId, [
    say(0, 'smtpd', 'client=mx.example.net[192.0.2.7]'),
    say(1, 'qmgr', `from=<${sender}>, size=600, nrcpt=1 (queue active)`),
    say(2, 'lmtp', `to=<${recipient}>, relay=h[private/dovecot-lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)`),
    say(3, 'qmgr', 'removed'),
  ])
  const rows = await db().$queryRaw<
    { id: string }[]
  >`select id::text as id from "MessageKey" where key = ${queueId.toLowerCase()} order by id desc limit 1`
  return rows[0]?.id ?? ''
}

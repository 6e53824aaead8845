// How long traces are kept: days and size as the settings say; counts by the minute for two days, by the hour for ninety, by the day for good.
import { db, type Tx } from '#lib/db/client'
import { dayMs, daysToDrop, dropDays, ensureDays, listDays } from './partitions'
import { type TraceSettings, traceSettings, traceSettingsKey } from './settings-schema'

const minuteDays = 2
const hourDays = 90
const programDays = 90
const jointHours = 1

export async function readTraceSettings(tx: Pick<Tx, 'setting'> = db()): Promise<{ values: TraceSettings; version: number }> {
  const row = await tx.setting.findUnique({ where: { key: traceSettingsKey } })
  return { values: traceSettings.parse(row?.value ?? {}), version: row?.version ?? 0 }
}

export const readRetention = async (): Promise<TraceSettings> => (await readTraceSettings()).values

/** Drops what is too old or too much, and makes the tables of the coming days. */
export async function keepTraces(nowMs = Date.now()): Promise<void> {
  await ensureDays([nowMs, nowMs + dayMs, nowMs + 2 * dayMs])
  await dropDays(daysToDrop(await listDays(), await readRetention(), nowMs))
  const ago = (days: number) => new Date(nowMs - days * dayMs)
  await db().flowCount.deleteMany({ where: { span: 'minute', at: { lt: ago(minuteDays) } } })
  await db().flowCount.deleteMany({ where: { span: 'hour', at: { lt: ago(hourDays) } } })
  await db().topCount.deleteMany({ where: { span: 'hour', at: { lt: ago(hourDays) } } })
  await db().programCount.deleteMany({ where: { day: { lt: ago(programDays) } } })
  await db().openJoint.deleteMany({ where: { at: { lt: ago(jointHours / 24) } } })
}

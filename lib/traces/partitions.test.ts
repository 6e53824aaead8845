import { expect, it } from 'vitest'
import { type Day, dayMs, daysToDrop } from './partitions'
import { isTimeId, lowestId, timeId, timeOfId } from './time-id'

const now = Date.UTC(2026, 10, 22, 12)
const day = (table: Day['table'], ago: number, gigabytes = 1): Day => {
  const startMs = Date.UTC(2026, 10, 22) - ago * dayMs
  return { table, name: `${table}_${ago}`, startMs, bytes: gigabytes * 1024 ** 3 }
}
const names = (days: readonly Day[]) => days.map(({ name }) => name)
const oldestFirst = (...days: Day[]) => days.toSorted((one, other) => one.startMs - other.startMs)

it('lines go after their days and messages after theirs', () => {
  const days = oldestFirst(
    day('LogLine', 15),
    day('LogLine', 14),
    day('Message', 15),
    day('Message', 91),
    day('MessageKey', 91),
    day('LogLine', 0),
  )
  const dropped = daysToDrop(days, { logDays: 14, messageDays: 90, gigabytes: 100 }, now)
  expect(names(dropped).toSorted()).toEqual(['LogLine_15', 'MessageKey_91', 'Message_91'])
})

it('beyond the size the oldest days go, and never the one that is written', () => {
  const days = oldestFirst(day('LogLine', 3), day('LogLine', 2), day('LogLine', 1), day('LogLine', 0, 50))
  expect(names(daysToDrop(days, { logDays: 14, messageDays: 90, gigabytes: 52 }, now))).toEqual(['LogLine_3'])
  expect(names(daysToDrop(days, { logDays: 14, messageDays: 90, gigabytes: 1 }, now))).toEqual(['LogLine_3', 'LogLine_2', 'LogLine_1'])
})

it('ids tell their time, and stand in its order and in that of their lines', () => {
  const micros = now * 1000 + 123_456
  const ids = Array.from({ length: 3000 }, (_, order) => timeId(micros, order))
  expect(ids.toSorted()).toEqual(ids)
  expect(ids.every(isTimeId)).toBe(true)
  expect(timeOfId(ids[0] ?? '')).toBe(now + 123)
  expect(timeId(micros + 1, 0) > (ids.at(-1) ?? '')).toBe(true)
  expect(lowestId(now + 123) < (ids[0] ?? '') && (ids[0] ?? '') < lowestId(now + 124)).toBe(true)
})

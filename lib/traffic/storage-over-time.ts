// Samples of storage as a line over steps of time. Between two samples the first one holds; what is older than two days is not known any more.
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import { groupBy } from '#lib/group-by'
import type { TrafficView } from './schema'

const believedSeconds = 2 * 86_400

export type StorageSlot = { place: string; slot: number; bytes: number }

/** `where`: which host and domains. `start`: of the first step, seconds since 1970. */
export async function storageOverTime(
  where: readonly Prisma.Sql[],
  { start, step, length, now }: { start: number; step: number; length: number; now: Date },
): Promise<TrafficView['storage']> {
  const within = Prisma.sql`at >= to_timestamp(${start - believedSeconds}::int) and at < to_timestamp(${start + step * length}::int)`
  const rows = await db().$queryRaw<{ place: string; slot: number; bytes: bigint }[]>`
    select distinct on (place, slot) place, slot, bytes from (
      select "hostId"::text || ' ' || domain as place, floor((extract(epoch from at) - ${start}::int) / ${step}::int)::int as slot, at, bytes
      from "StorageSample" ${whereSql([within, ...where])}) s
    order by place, slot, at desc`
  const current = Math.min(length - 1, Math.floor((now.getTime() / 1000 - start) / step))
  const bytes = sumsOver(
    rows.map((row) => ({ ...row, bytes: Number(row.bytes) })),
    length,
    Math.max(1, Math.ceil(believedSeconds / step)),
  ).map((sum, slot) => (slot <= current ? sum : null))
  return { bytes, now: bytes[current] ?? null }
}

/** Of all places together, in each step; null where no place has a sample that is believed. */
export function sumsOver(slots: readonly StorageSlot[], length: number, believed: number): (number | null)[] {
  const sums: (number | null)[] = Array.from({ length }, () => null)
  for (const samples of groupBy(slots, ({ place }) => place).values()) {
    const ordered = samples.toSorted((one, other) => one.slot - other.slot)
    ordered.forEach(({ slot, bytes }, index) => {
      const end = Math.min(length, slot + believed, ordered[index + 1]?.slot ?? length)
      for (let at = Math.max(0, slot); at < end; at++) sums[at] = (sums[at] ?? 0) + bytes
    })
  }
  return sums
}

// Keeps what a round found, and what it changed. Two rounds of one subject at once wait for each other: the second settles upon what the first has left.
import { db, type Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { uuid7 } from '#lib/db/uuid7'
import type { Checked } from './round'
import { type CheckResult, checkResult, codesOf } from './schema'
import { type Kept, settle } from './settle'
import { keyOf, type Subject } from './subject'
import { tellAtOnce } from './tell-changes'

type Row = NonNullable<Awaited<ReturnType<Tx['dnsCheck']['findFirst']>>>

/** `pending`: something is other than what is shown, and a second round has to see it too. */
export async function saveRound(
  subject: Subject,
  round: readonly Checked[],
  { atOnce = false, now = new Date() } = {},
): Promise<{ pending: boolean }> {
  return db().$transaction(async (tx) => {
    // Of a subject that is gone nothing is kept.
    if (!(await isLocked(tx, subject))) return { pending: false }
    const rows = new Map((await tx.dnsCheck.findMany({ where: keyOf(subject) })).map((row) => [row.check, row]))
    const asked = new Set<string>(round.map(({ check }) => check))
    // What is not asked of it any more, for it is another kind of domain now.
    await tx.dnsCheck.deleteMany({ where: { ...keyOf(subject), check: { notIn: [...asked] } } })
    let pending = false
    for (const one of round) pending = (await saveCheck(tx, subject, rows.get(one.check), one, { atOnce, now })) || pending
    await tellAtOnce(tx, subject, now)
    return { pending }
  })
}

async function isLocked(tx: Tx, { kind, id }: Subject): Promise<boolean> {
  // Not `for update`: that would wait for, and hold up, whoever adds a mailbox to the domain.
  const rows =
    kind === 'domain'
      ? await tx.$queryRaw<unknown[]>`select 1 from "Domain" where id = ${id}::uuid for key share`
      : await tx.$queryRaw<unknown[]>`select 1 from "Host" where id = ${id}::uuid for key share`
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`dns:${kind}:${id}`}, 0))`
  return rows.length > 0
}

async function saveCheck(
  tx: Tx,
  subject: Subject,
  row: Row | undefined,
  { check, result }: Checked,
  { atOnce, now }: { atOnce: boolean; now: Date },
): Promise<boolean> {
  const settled = settle(row ? keptIn(row) : null, result, now, { atOnce })
  const data = {
    state: settled.result.state,
    since: settled.since,
    result: settled.result,
    pending: settled.pending ?? Prisma.DbNull,
    pendingSince: settled.pendingSince,
    unansweredSince: settled.unansweredSince,
    checkedAt: now,
  }
  if (!row) await tx.dnsCheck.create({ data: { id: uuid7(), ...keyOf(subject), check, ...data } })
  else {
    const ended = row.acceptedAt !== null && !isCovered(settled.result, row.acceptedCodes) ? endedDeviation : {}
    await tx.dnsCheck.update({ where: { id: row.id }, data: { ...data, ...ended } })
  }
  if (settled.before) {
    const known = { ...keyOf(subject), check, at: now, before: settled.before, after: settled.result }
    await tx.dnsChange.create({
      data: { id: uuid7(), ...known, toldAt: isWorthTelling(row, settled.before, settled.result, atOnce) ? null : now },
    })
  }
  return settled.pending !== null
}

const endedDeviation = { acceptedAt: null, acceptedBy: null, acceptedNote: null, acceptedCodes: [] }

/** Nothing is found that was not accepted. */
const isCovered = (result: CheckResult, accepted: readonly string[]): boolean => codesOf(result).every((code) => accepted.includes(code))

/** Who pressed the button has seen it; what is accepted was accepted; records that changed and are still right need nobody. */
const isWorthTelling = (row: Row | undefined, before: CheckResult, after: CheckResult, atOnce: boolean): boolean =>
  !atOnce && before.state !== after.state && !(row?.acceptedAt && isCovered(after, row.acceptedCodes))

/** A row of an older shape reads as nothing known. */
function keptIn(row: Row): Kept | null {
  const result = checkResult.safeParse(row.result).data
  if (!result) return null
  const pending = row.pendingSince === null ? null : (checkResult.safeParse(row.pending).data ?? null)
  return { result, since: row.since, pending, pendingSince: row.pendingSince, unansweredSince: row.unansweredSince }
}

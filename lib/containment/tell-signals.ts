// Unusual activity is mailed at once to those who may close the mailbox: owners and admins, and the administrators of its domain. At most one message a
// day about each mailbox, whatever is seen of it; none about one that is closed already, or of which somebody said that it was its person. Nothing
// where no message can be sent: the pages show it all the same.
import { administratorActor } from '#lib/auth/administrator-actor'
import { may } from '#lib/auth/permissions'
import { inScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { type Audience, queueForAdministrators } from '#lib/outbox/queue-for-administrators'
import { findSender } from '#lib/outbox/sender'
import { unusualIsMailed } from '#lib/outbox/unusual-mail'
import { quietDays, signalKinds, signalValues } from './schema'

const dayMs = 86_400_000
/** The look before this one is five minutes ago. */
const freshMs = 10 * 60_000
/** Of one look. More at once is an attack on all, of which ten thousand messages tell no more. */
const mailboxesMax = 50

/** Gives of how many mailboxes somebody was told. */
export async function tellSignals(now = new Date()): Promise<number> {
  if (!(await unusualIsMailed(db())) || !(await findSender(db()))) return 0
  const day = { gt: new Date(now.getTime() - dayMs) }
  const quiet = new Date(now.getTime() - quietDays * dayMs)
  const rows = await db().mailboxSignal.findMany({
    where: {
      seenAt: { gt: new Date(now.getTime() - freshMs) },
      OR: [{ dismissedAt: null }, { dismissedAt: { lt: quiet } }],
      mailbox: { containments: { none: { releasedAt: null } }, signals: { none: { toldAt: day } } },
    },
    select: { mailboxId: true },
    distinct: ['mailboxId'],
    orderBy: { mailboxId: 'asc' },
    take: mailboxesMax,
  })
  let told = 0
  for (const { mailboxId } of rows) if (await tellOnce(mailboxId, now, quiet)) told++
  return told
}

/** Of two workers one sends it: the rows are locked, and looked at again. */
function tellOnce(mailboxId: string, now: Date, quiet: Date): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from "MailboxSignal" where "mailboxId" = ${mailboxId}::uuid for update`
    const signals = await tx.mailboxSignal.findMany({ where: { mailboxId }, orderBy: { kind: 'asc' } })
    if (signals.some(({ toldAt }) => toldAt !== null && now.getTime() - toldAt.getTime() < dayMs)) return false
    const open = signals.filter(({ dismissedAt }) => dismissedAt === null || dismissedAt < quiet)
    const seen = open.flatMap(({ kind, values }) => {
      const known = signalKinds.find((one) => one === kind)
      return known ? [{ kind: known, values: signalValues.parse(values) }] : []
    })
    const mailbox = await tx.mailbox.findUnique({ where: { id: mailboxId }, select: { address: true, domainId: true } })
    if (!mailbox || seen.length === 0) return false
    const notice = { address: mailbox.address, signals: seen }
    const told = await queueForAdministrators(tx, { kind: 'unusual', notice, mailboxId }, whoMayAct(mailbox.domainId))
    await tx.mailboxSignal.updateMany({ where: { mailboxId }, data: { toldAt: now } })
    return told > 0
  })
}

const whoMayAct = (domainId: string): Audience => ({
  among: { OR: [{ role: { not: 'domain_admin' } }, { grants: { some: { domainId } } }] },
  hears: async (person) => {
    const actor = await administratorActor(person, 'ui')
    return may(actor, 'mailbox.write') && inScope(actor, { id: domainId })
  },
})

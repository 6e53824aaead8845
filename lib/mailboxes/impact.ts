// What the deletion of mailboxes would leave behind, and how much mail is in them: shown before anybody is asked to confirm. The bytes come
// from the mail host; when it does not answer they are unknown, and the rest is shown all the same.
import { ownAndElsewhere } from '#lib/addresses/pointing'
import { readArchiveDays } from '#lib/addresses/put-away'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter, nameFilter } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { groupBy } from '#lib/group-by'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import { domainName, hostedLocalPart } from '#lib/protocol/names'
import type { MailboxImpact } from './schema'

/** An answer that comes later than this is not waited for: a person is looking. */
const usageDeadlineMs = 4000
const idsMax = 1000
const namedMax = 200

export async function mailboxImpact(actor: Actor, ids: readonly string[]): Promise<MailboxImpact> {
  requirePermission(actor, 'mailbox.read')
  const mailboxes = await readStored(actor, ids)
  const addresses = mailboxes.map((mailbox) => mailbox.address)
  const own = mailboxes.map((mailbox) => mailbox.id)
  const [pointing, mail, grants, archiveDays] = await Promise.all([
    readPointing(addresses, own),
    sumOf(mailboxes),
    db().sendAsGrant.findMany({
      where: { mailboxId: { in: own }, domainName: nameFilter(actor) },
      select: { sender: true },
      orderBy: { sender: 'asc' },
      take: namedMax,
    }),
    readArchiveDays(db()),
  ])
  const { named, elsewhere } = ownAndElsewhere(actor, pointing)
  return {
    addresses,
    aliases: named('alias'),
    groups: named('group'),
    forwards: named('forward'),
    recoveryOf: named('recovery'),
    elsewhere,
    grants: grants.map((grant) => grant.sender),
    bytes: mail?.bytes ?? null,
    messages: mail?.messages ?? null,
    archiveDays,
  }
}

function readPointing(addresses: string[], own: string[]) {
  return db().$queryRaw<{ kind: string; address: string }[]>`
    select distinct 'alias' as kind, a.address from "AliasDestination" d join "Alias" a on a.id = d."aliasId" where d.destination = any(${addresses}::text[])
    union all
    select distinct 'group', g.address from "GroupMember" m join "Group" g on g.id = m."groupId" where m.address = any(${addresses}::text[])
    union all
    select distinct 'forward', b.address from "MailboxForward" f join "Mailbox" b on b.id = f."mailboxId"
      where f.destination = any(${addresses}::text[]) and b.id <> all(${own}::uuid[])
    union all
    select 'recovery', b.address from "Mailbox" b where b."recoveryAddress" = any(${addresses}::text[]) and b.id <> all(${own}::uuid[])
    order by 1, 2 limit 1000`
}

const readStored = (actor: Actor, ids: readonly string[]) =>
  db().mailbox.findMany({
    where: { id: { in: ids.slice(0, idsMax) }, domainId: idFilter(actor) },
    select: { id: true, address: true, localPart: true, domain: { select: { name: true, host: true } } },
  })

type Mail = { bytes: number; messages: number }

/** The mail in these mailboxes together; null when a host does not answer in time. */
export const storedMail = async (actor: Actor, ids: readonly string[]): Promise<Mail | null> => sumOf(await readStored(actor, ids))

async function sumOf(mailboxes: readonly Stored[]): Promise<Mail | null> {
  const usage = await usageOf(mailboxes)
  if (usage === null) return null
  const sum = (of: keyof Mail) => usage.reduce((total, one) => total + one[of], 0)
  return { bytes: sum('bytes'), messages: sum('messages') }
}

type Stored = { localPart: string; domain: { name: string; host: Parameters<typeof agentFor>[0] } }

async function usageOf(mailboxes: readonly Stored[]): Promise<Mail[] | null> {
  const byHost = groupBy(mailboxes, (mailbox) => mailbox.domain.host.id)
  try {
    const answers = await Promise.all(
      [...byHost.values()].flatMap((stored) => {
        const host = stored[0]?.domain.host
        if (!host) return []
        const names = stored.map((one) => ({ domain: domainName.parse(one.domain.name), localPart: hostedLocalPart.parse(one.localPart) }))
        const parts = Array.from({ length: Math.ceil(names.length / 500) }, (_, part) => names.slice(part * 500, part * 500 + 500))
        return parts.map((part) => agentFor(host).call('mailbox-usage', { mailboxes: part }, { deadlineMs: usageDeadlineMs }))
      }),
    )
    return answers.flatMap((answer) => answer.usage)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.info({ code: error.code, subject: error.subject }, 'the size of mailboxes is unknown')
    return null
  }
}

import { unicodeAddress } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter, idsInScope, nameFilter, namesInScope, seesAll } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds, whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type SendAsFilter, type SendAsView, sendAsFilter } from './schema'

export const grantInclude = { mailbox: { select: { address: true } } } as const

/** A grant is seen and ended by those whose are both its ends. */
export const grantInScope = (actor: Actor) => ({
  domainName: nameFilter(actor),
  mailbox: seesAll(actor) ? undefined : { domainId: idFilter(actor) },
})

export function sendAsViewOf(row: Prisma.SendAsGrantGetPayload<{ include: typeof grantInclude }>): SendAsView {
  return {
    id: row.id,
    mailboxId: row.mailboxId,
    mailbox: row.mailbox.address,
    sender: row.sender,
    unicodeSender: unicodeAddress(row.sender),
    domainName: row.domainName,
    wholeDomain: row.sender.startsWith('@'),
    createdAt: row.createdAt.toISOString(),
  }
}

export async function listSendAs(actor: Actor, filter: SendAsFilter = {}, page: PageInput = {}): Promise<Page<SendAsView>> {
  requirePermission(actor, 'send-as.read')
  const { mailbox, sender, domain } = requireValid(sendAsFilter, filter)
  const where = namesInScope(actor, Prisma.sql`s."domainName"`)
  const ofMailbox = idsInScope(actor, Prisma.sql`m."domainId"`)
  if (ofMailbox.length > 0) where.push(Prisma.sql`s."mailboxId" in (select m.id from "Mailbox" m ${whereSql(ofMailbox)})`)
  if (mailbox && isUuid(mailbox)) where.push(Prisma.sql`s."mailboxId" = ${mailbox}::uuid`)
  else if (mailbox) where.push(Prisma.sql`s."mailboxId" in (select m.id from "Mailbox" m where m.address = ${mailbox.toLowerCase()})`)
  if (sender) where.push(Prisma.sql`s.sender = ${sender.toLowerCase()}`)
  if (domain) where.push(Prisma.sql`s."domainName" = ${domain}`)
  const sort = { name: 'sender', expression: Prisma.sql`s.sender`, cast: 'text' } as const
  const list: List = { from: Prisma.sql`"SendAsGrant" s`, id: Prisma.sql`s.id`, where, sort, descending: false }
  const total = await countUpTo(db(), list)
  const { ids, next, previous } = await pageOfIds(db(), list, page)
  const rows = await db().sendAsGrant.findMany({ where: { id: { in: ids } }, include: grantInclude })
  const byId = new Map(rows.map((row) => [row.id, sendAsViewOf(row)]))
  return { rows: ids.map((id) => byId.get(id)).filter((view) => view !== undefined), next, previous, total }
}

export async function getSendAs(actor: Actor, id: string): Promise<SendAsView> {
  requirePermission(actor, 'send-as.read')
  const row = isUuid(id) ? await db().sendAsGrant.findUnique({ where: { id, ...grantInScope(actor) }, include: grantInclude }) : null
  if (!row) throw new AppError('not_found', { subject: id.slice(0, 40) })
  return sendAsViewOf(row)
}

// Grants are given and taken. Only for senders that are here: a hosted domain, or an address in one that something holds; what is unknown
// is refused, so nobody is ever allowed to send as a stranger. Mailbox and sender must both be the actor's. What a mailbox may send as is the union of all its grants and its own address.
import { requireHostedDomain } from '#lib/addresses/domain-here'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { grantInclude, grantInScope, sendAsViewOf } from './queries'
import { type GrantSendAsInput, grantSendAsInput, type SendAsView } from './schema'

export function grantSendAs(actor: Actor, input: GrantSendAsInput): Promise<Outcome<SendAsView>> {
  return asOutcome(async () => {
    const { mailbox, sender } = requireValid(grantSendAsInput, input)
    return recordChange(actor, 'send-as.write', (tx) => insertGrant(actor, tx, mailbox, sender))
  })
}

async function insertGrant(actor: Actor, tx: Tx, address: string, sender: string): Promise<Recorded<SendAsView>> {
  const domainName = domainOf(sender)
  // Locked, so that neither can be deleted between the look and the grant.
  const [mailbox] = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from "Mailbox" ${whereSql([Prisma.sql`address = ${address}`, ...idsInScope(actor, Prisma.sql`"domainId"`)])} for key share`
  if (!mailbox) return deny('mailbox_unknown', 'mailbox', { address })
  if (sender === address) deny('sender_own', 'sender')
  await requireSender(actor, tx, sender, domainName)
  const [won] = await tx.$queryRaw<{ id: string }[]>`
    insert into "SendAsGrant" (id, "mailboxId", sender, "domainName") values (gen_random_uuid(), ${mailbox.id}::uuid, ${sender}, ${domainName})
    on conflict do nothing returning id::text as id`
  if (!won) return deny('grant_exists', 'sender', { mailbox: address, sender })
  const row = await tx.sendAsGrant.findUniqueOrThrow({ where: { id: won.id }, include: grantInclude })
  return { value: sendAsViewOf(row), entries: [{ ...entryOf('grant', row), after: { mailbox: address, sender } }], domains: [domainName] }
}

async function requireSender(actor: Actor, tx: Tx, sender: string, domainName: string): Promise<void> {
  const [domain] = await tx.$queryRaw<{ kind: string }[]>`
    select kind::text as kind from "Domain" ${whereSql([Prisma.sql`name = ${domainName}`, ...idsInScope(actor, Prisma.sql`id`)])} for key share`
  if (domain?.kind !== 'hosted') deny('sender_foreign', 'sender', { domain: domainName })
  if (sender.startsWith('@')) return
  await requireHostedDomain(actor, tx, sender, 'sender')
  const held = await tx.addressClaim.findUnique({ where: { address: sender }, select: { kind: true } })
  if (!held) deny('sender_unknown', 'sender', { address: sender })
}

export function revokeSendAs(actor: Actor, id: string): Promise<Outcome<SendAsView>> {
  return asOutcome(() =>
    recordChange(actor, 'send-as.write', async (tx) => {
      const row = isUuid(id) ? await tx.sendAsGrant.findUnique({ where: { id, ...grantInScope(actor) }, include: grantInclude }) : null
      const { count } = row ? await tx.sendAsGrant.deleteMany({ where: { id } }) : { count: 0 }
      if (!row || count === 0) throw new AppError('not_found', { subject: id.slice(0, 40) })
      const before = { mailbox: row.mailbox.address, sender: row.sender }
      return { value: sendAsViewOf(row), entries: [{ ...entryOf('revoke', row), before }], domains: [row.domainName] }
    }),
  )
}

type Grant = { id: string; sender: string; domainName: string; mailbox: { address: string } }

const entryOf = (verb: string, grant: Grant): ChangeEntry => ({
  action: `send-as.${verb}`,
  subjectKind: 'send-as',
  subjectId: grant.id,
  subjectName: `${grant.mailbox.address} as ${grant.sender}`,
  domainName: grant.domainName,
})

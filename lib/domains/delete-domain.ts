// A domain goes with all that it holds. Its mailboxes' mail is put away like that of any deleted mailbox; what points here from elsewhere
// stays and is listed by the orphan finder. Grants to send as the domain go, for nobody may send as a domain that is not here.
import { putAwayMailboxes, readArchiveDays } from '#lib/addresses/put-away'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { denyConflict, isUuid, lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { namesOf } from './rules'
import type { DomainImpact, DomainView } from './schema'
import { domainInclude, domainViewOf } from './view'

export async function domainImpact(actor: Actor, id: string): Promise<DomainImpact> {
  requirePermission(actor, 'domain.read')
  const row = isUuid(id) ? await db().domain.findUnique({ where: { id, AND: { id: idFilter(actor) } }, include: domainInclude }) : null
  if (!row) throw new AppError('not_found', { subject: id })
  const [pointing] = await db().$queryRaw<{ aliases: bigint; groups: bigint; forwards: bigint; grants: bigint; recipients: bigint }[]>`
    select
      (select count(distinct a.id) from "AliasDestination" d join "Alias" a on a.id = d."aliasId"
        where split_part(d.destination, '@', 2) = ${row.name} and a."domainId" <> ${id}::uuid) as aliases,
      (select count(distinct g.id) from "GroupMember" m join "Group" g on g.id = m."groupId"
        where split_part(m.address, '@', 2) = ${row.name} and g."domainId" <> ${id}::uuid) as groups,
      (select count(distinct b.id) from "MailboxForward" f join "Mailbox" b on b.id = f."mailboxId"
        where split_part(f.destination, '@', 2) = ${row.name} and b."domainId" <> ${id}::uuid) as forwards,
      (select count(*) from "SendAsGrant" s join "Mailbox" b on b.id = s."mailboxId" where s."domainName" = ${row.name} or b."domainId" = ${id}::uuid) as grants,
      (select count(*) from "RelayRecipient" r where r."domainId" = ${id}::uuid) as recipients`
  return {
    mailboxes: row.mailboxCount,
    aliases: row.aliasCount,
    groups: row.groupCount,
    relayRecipients: Number(pointing?.recipients ?? 0),
    mirrors: row.mirrors.map((mirror) => mirror.name),
    aliasesPointingHere: Number(pointing?.aliases ?? 0),
    groupsPointingHere: Number(pointing?.groups ?? 0),
    forwardsPointingHere: Number(pointing?.forwards ?? 0),
    grants: Number(pointing?.grants ?? 0),
    quotaSumBytes: Number(row.quotaSumBytes),
    archiveDays: await readArchiveDays(db()),
  }
}

export function deleteDomain(actor: Actor, id: string, version: number): Promise<Outcome<DomainView>> {
  return asOutcome(() => recordChange(actor, 'domain.write', (tx) => removeDomain(actor, tx, id, version)))
}

async function removeDomain(actor: Actor, tx: Tx, id: string, version: number): Promise<Recorded<DomainView>> {
  const current = await lockRowOf(actor, tx, 'Domain', id)
  const row = await tx.domain.findUniqueOrThrow({ where: { id }, include: domainInclude })
  const view = domainViewOf(row)
  if (current !== version) await denyConflict(tx, id, current - version, view)
  if (row.mirrors.length > 0) deny('domain_has_mirrors', null, { domain: row.name, mirrors: namesOf(row.mirrors) })
  const mailboxes = await tx.mailbox.findMany({ where: { domainId: id }, select: { id: true } })
  const away = await putAwayMailboxes(
    tx,
    mailboxes.map((mailbox) => mailbox.id),
  )
  const pointers = [
    ...(await tx.alias.findMany({ where: { domainId: id }, select: { id: true, address: true } })).map((alias) => ({
      kind: 'alias',
      ...alias,
    })),
    ...(await tx.group.findMany({ where: { domainId: id }, select: { id: true, address: true } })).map((group) => ({
      kind: 'group',
      ...group,
    })),
  ]
  await tx.alias.deleteMany({ where: { domainId: id } })
  await tx.group.deleteMany({ where: { domainId: id } })
  await tx.sendAsGrant.deleteMany({ where: { domainName: row.name } })
  await tx.domain.delete({ where: { id } })
  const entryOf = (kind: string, subjectId: string, subjectName: string): ChangeEntry => ({
    action: `${kind}.delete`,
    subjectKind: kind,
    subjectId,
    subjectName,
    domainName: row.name,
  })
  return {
    value: view,
    entries: [
      ...away.mailboxes.map((mailbox) => entryOf('mailbox', mailbox.id, mailbox.address)),
      ...pointers.map((pointer) => entryOf(pointer.kind, pointer.id, pointer.address)),
      {
        ...entryOf('domain', id, row.name),
        hostId: row.hostId,
        before: { kind: row.kind, enabled: row.enabled, target: row.target?.name ?? null },
      },
    ],
    domains: [row.name, ...(row.target ? [row.target.name] : [])],
    alongDomains: away.alongDomains,
  }
}

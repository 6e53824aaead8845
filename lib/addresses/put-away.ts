// Takes mailboxes out of the desired state and puts their mail away: all that is needed to bring them back goes into ArchivedMailbox, and a
// job moves the mail on the host once the removal is applied there. Used when a mailbox is deleted, and when its domain is.
import * as z from 'zod'
import type { Tx } from '#lib/db/client'
import { inParts } from '#lib/progress'
import { releaseAddresses } from './claims'

export type PutAway = { id: string; address: string; domainName: string }
/** `alongDomains`: those whose send-as lines change because a login is gone. */
export type PutAwayResult = { mailboxes: PutAway[]; domains: string[]; alongDomains: string[] }

/** Days that mail is kept when nothing is set. */
const archiveDaysDefault = 30

const shapeOfSettings = z.object({ archiveDays: z.int().min(0) })

export async function readArchiveDays(tx: Pick<Tx, 'setting'>): Promise<number> {
  const row = await tx.setting.findUnique({ where: { key: 'panel' } })
  return shapeOfSettings.safeParse(row?.value).data?.archiveDays ?? archiveDaysDefault
}

export async function putAwayMailboxes(tx: Tx, ids: readonly string[]): Promise<PutAwayResult> {
  const days = await readArchiveDays(tx)
  const mailboxes: PutAway[] = []
  const [domains, along] = [new Set<string>(), new Set<string>()]
  await inParts('saving', ids, async (part) => {
    const wanted = [...part]
    const grants = await tx.$queryRaw<{ domainName: string }[]>`
      select distinct "domainName" from "SendAsGrant" where "mailboxId" = any(${wanted}::uuid[])`
    const gone = await putAwayPart(tx, wanted, days)
    mailboxes.push(...gone)
    for (const { domainName } of gone) domains.add(domainName)
    for (const { domainName } of grants) along.add(domainName)
  })
  return { mailboxes, domains: [...domains], alongDomains: [...along] }
}

async function putAwayPart(tx: Tx, wanted: string[], days: number): Promise<PutAway[]> {
  const archived = await tx.$queryRaw<{ archiveId: string; hostId: string; id: string; address: string; domainName: string }[]>`
    with gone as (
      select m.id, gen_random_uuid() as "archiveId", d."hostId", m.address, d.name as "domainName", m."localPart", jsonb_build_object(
        'mailboxId', m.id,
        'displayName', m."displayName", 'passwordHash', m."passwordHash", 'passwordSetAt', m."passwordSetAt",
        'passwordMustChange', m."passwordMustChange", 'recoveryProvedAt', m."recoveryProvedAt", 'locale', m.locale, 'appPasswordsOnly', m."appPasswordsOnly", 'quotaBytes', m."quotaBytes",
        'enabled', m.enabled, 'imap', m.imap, 'pop3', m.pop3, 'submission', m.submission, 'sieve', m.sieve,
        'forwards', (select coalesce(jsonb_agg(f.destination), '[]') from "MailboxForward" f where f."mailboxId" = m.id),
        'rules', (select jsonb_build_object('vacation', u.vacation, 'filters', u.filters) from "MailboxRules" u where u."mailboxId" = m.id),
        'agreed', (select coalesce(jsonb_agg(t.address), '[]') from "ForwardTarget" t where t."mailboxId" = m.id and t."confirmedAt" is not null),
        'secondFactor', case when m."totpSealed" is not null then jsonb_build_object('totpSealed', m."totpSealed", 'totpStep', m."totpStep", 'totpSince', m."totpSince",
          'recoveryCodes', (select coalesce(jsonb_agg(c."codeHash"), '[]') from "MailboxRecoveryCode" c where c."mailboxId" = m.id)) end,
        'appPasswords', (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'selector', a.selector, 'secretHash', a."secretHash", 'networks', a.networks,
          'imap', a.imap, 'pop3', a.pop3, 'submission', a.submission, 'sieve', a.sieve, 'createdAt', a."createdAt", 'expiresAt', a."expiresAt")), '[]')
          from "AppPassword" a where a."mailboxId" = m.id and a.kind = 'own' and a."expiredAt" is null),
        'forwardKeepCopy', m."forwardKeepCopy", 'recoveryAddress', m."recoveryAddress", 'note', m.note, 'tags', m.tags,
        'senders', (select coalesce(jsonb_agg(s.sender), '[]') from "SendAsGrant" s where s."mailboxId" = m.id)) as snapshot
      from "Mailbox" m join "Domain" d on d.id = m."domainId" where m.id = any(${wanted}::uuid[])
    ), kept as (
      insert into "ArchivedMailbox" (id, "hostId", address, "domainName", "localPart", snapshot, state, "purgeAfter")
      select "archiveId", "hostId", address, "domainName", "localPart", snapshot, 'archiving', now() + make_interval(days => ${days}::int) from gone
    )
    select "archiveId"::text as "archiveId", "hostId"::text as "hostId", id::text as id, address, "domainName" from gone order by address`
  await queueArchiveJobs(tx, 'archive-mailbox', archived)
  await releaseAddresses(tx, wanted)
  await uncount(tx, wanted)
  await tx.$executeRaw`delete from "Mailbox" where id = any(${wanted}::uuid[])`
  return archived.map(({ id, address, domainName }) => ({ id, address, domainName }))
}

async function uncount(tx: Tx, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    update "Domain" d set "mailboxCount" = d."mailboxCount" - gone.count, "quotaSumBytes" = d."quotaSumBytes" - gone.bytes
    from (select "domainId", count(*)::int as count, sum("quotaBytes")::bigint as bytes from "Mailbox" where id = any(${ids}::uuid[]) group by 1) gone
    where d.id = gone."domainId"`
}

export type ArchiveJob = 'archive-mailbox' | 'restore-mailbox'

/** One job per archive; those of one host take turns, so a slow host holds up no other. `delayMs`: not before that. */
export async function queueArchiveJobs(
  tx: Pick<Tx, '$executeRaw'>,
  job: ArchiveJob,
  archives: readonly { archiveId: string; hostId: string }[],
  delayMs = 0,
): Promise<void> {
  // All at once: `add_job` touches the row of the queue each time, and a thousandfold touched row is slow to find within its transaction.
  await tx.$executeRaw`
    select count(*) from graphile_worker.add_jobs((
      select array_agg((${job}::text, json_build_object('archiveId', a."archiveId"), 'archive:' || a."hostId",
        now() + make_interval(secs => ${delayMs / 1000}::float8), 25, 'archive:' || a."archiveId", null, null)::graphile_worker.job_spec)
      from jsonb_to_recordset(${JSON.stringify(archives)}::jsonb) as a("archiveId" text, "hostId" text)))`
}

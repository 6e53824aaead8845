// Reads what hosts shall hold. One statement is one snapshot, so a domain's state and its revision belong together whatever is
// saved meanwhile. The only place that turns rows into the protocol's DomainState.
import { db, type Tx } from '#lib/db/client'
import type { DomainState } from '#lib/protocol/state'
import { type DomainContent, domainStateOf } from './domain-state'

export type DesiredDomain = {
  hostId: string
  name: string
  /** Throws AppError `internal` where the rows make no valid state: one such domain must not stop the others. */
  state: () => DomainState
  revision: bigint
  /** The revision as that host hears it. */
  hostRevision: number
  /** What the agent confirmed last; null: take what is there without looking. */
  appliedDigest: string | null
  /** False when the row remains only until its removal is applied. */
  livesHere: boolean
}

type Row = { hostId: string; name: string; revision: bigint; base: bigint; appliedDigest: string | null; content: DomainContent | null }

export async function desiredDomains(hostId: string, names: readonly string[], tx: Pick<Tx, '$queryRaw'> = db()): Promise<DesiredDomain[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select a."hostId"::text as "hostId", a."domainName" as name, a."desiredRevision" as revision, h."revisionBase" as base, a."appliedDigest" as "appliedDigest",
      case when d.id is null then null else json_build_object(
        'kind', d.kind, 'enabled', d.enabled,
        'relayServer', d."relayServer", 'relayPort', d."relayPort", 'relayLookupMx', d."relayLookupMx",
        'relayRecipients', case when d."relayListed" then
          (select coalesce(json_agg(r."localPart" order by r."localPart"), '[]') from "RelayRecipient" r where r."domainId" = d.id) end,
        'dkim', (select coalesce(json_agg(json_build_object(
            'id', y.id, 'domain', o.name, 'selector', y.selector, 'algorithm', y.algorithm, 'privateSealed', y."privateSealed") order by o.name, y.selector), '[]')
          from "Domain" o join "DkimKey" y on y."domainId" = o.id
          where y.state = 'active' and y."privateSealed" is not null and (o.id = d.id or (o."targetId" = d.id and o.kind = 'alias' and o.enabled))),
        'mirrors', (select coalesce(json_agg(m.name order by m.name), '[]') from "Domain" m
          where m."targetId" = d.id and m.kind = 'alias' and m.enabled),
        'mailboxes', (select coalesce(json_agg(json_build_object(
            'localPart', b."localPart", 'passwordHash', b."passwordHash", 'quotaBytes', b."quotaBytes", 'enabled', b.enabled,
            'imap', b.imap, 'pop3', b.pop3, 'submission', b.submission, 'sieve', b.sieve, 'keepCopy', b."forwardKeepCopy",
            'appPasswordsOnly', b."appPasswordsOnly",
            'appPasswords', (select coalesce(json_agg(json_build_object(
                'id', p.id, 'selector', p.selector, 'secretHash', p."secretHash", 'networks', p.networks, 'expiresAt', p."expiresAt",
                'imap', p.imap, 'pop3', p.pop3, 'submission', p.submission, 'sieve', p.sieve) order by p.id), '[]')
              from "AppPassword" p where p."mailboxId" = b.id and p."expiredAt" is null),
            'forwards', (select coalesce(json_agg(f.destination order by f.destination), '[]') from "MailboxForward" f where f."mailboxId" = b.id),
            'rules', (select json_build_object('vacation', u.vacation, 'filters', u.filters, 'addresses', case when u.vacation ->> 'enabled' = 'true' then
                (select coalesce(json_agg(k.address order by k.address), '[]') from (
                  select b."localPart" || '@' || m.name as address from "Domain" m where m."targetId" = d.id and m.kind = 'alias'
                  union
                  select s."localPart" || '@' || n.name from "AliasDestination" t join "Alias" s on s.id = t."aliasId" and s."localPart" <> ''
                    join "Domain" n on n.id = s."domainId" or n."targetId" = s."domainId" where t.destination = b.address limit 1000) k) end)
              from "MailboxRules" u where u."mailboxId" = b.id)
          ) order by b."localPart"), '[]') from "Mailbox" b where b."domainId" = d.id),
        'aliases', (select coalesce(json_agg(json_build_object(
            'localPart', l."localPart", 'enabled', l.enabled, 'expiresAt', l."expiresAt",
            'destinations', (select coalesce(json_agg(t.destination order by t.destination), '[]') from "AliasDestination" t where t."aliasId" = l.id)
          ) order by l."localPart"), '[]') from "Alias" l where l."domainId" = d.id),
        'groups', (select coalesce(json_agg(json_build_object(
            'localPart', g."localPart", 'enabled', g.enabled, 'whoMayPost', g."whoMayPost",
            'members', (select coalesce(json_agg(e.address order by e.address), '[]') from "GroupMember" e where e."groupId" = g.id),
            'senders', (select coalesce(json_agg(s.address order by s.address), '[]') from "GroupSender" s where s."groupId" = g.id)
          ) order by g."localPart"), '[]') from "Group" g where g."domainId" = d.id),
        'sendAs', (select coalesce(json_agg(json_build_object('sender', w.sender, 'logins', w.logins) order by w.sender), '[]') from (
            select n.sender, json_agg(x.address order by x.address) as logins from "SendAsGrant" n join "Mailbox" x on x.id = n."mailboxId"
            where n."domainName" = d.name group by n.sender) w)
      ) end as content
    from "DomainApply" a
    join "Host" h on h.id = a."hostId"
    left join "Domain" d on d.name = a."domainName" and d."hostId" = a."hostId"
    where a."hostId" = ${hostId}::uuid and a."domainName" = any(${[...names]}::text[])
    order by a."domainName"`
  const now = new Date()
  return rows.map(({ hostId, name, revision, base, appliedDigest, content }) => ({
    hostId,
    name,
    revision,
    hostRevision: Number(base + revision),
    appliedDigest,
    livesHere: content !== null,
    state: () => domainStateOf(name, content, now),
  }))
}

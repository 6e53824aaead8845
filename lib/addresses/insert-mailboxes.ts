// Writes mailboxes with their claims, forwards, counters and quota rules, a few statements for any number: creation, import, and an
// archived mailbox that comes back. Loops are looked for by the caller, who holds the graph's lock when there are forwards.
import type { Actor } from '#lib/auth/actor'
import type { Tx } from '#lib/db/client'
import type { Refusal } from '#lib/outcome'
import { inParts } from '#lib/progress'
import { refusal } from '#lib/refusals'
import { claimAddresses, type Taken } from './claims'
import { addToManyCounters, type Delta } from './counters'
import type { DomainHere } from './domain-here'

export type NewMailbox = {
  id: string
  domainId: string
  localPart: string
  address: string
  displayName: string
  passwordHash: string
  quotaBytes: number
  enabled: boolean
  imap: boolean
  pop3: boolean
  submission: boolean
  sieve: boolean
  forwards: string[]
  forwardKeepCopy: boolean
  recoveryAddress: string | null
  note: string
  tags: string[]
}

type Limits = Pick<DomainHere, 'name' | 'largestQuotaBytes' | 'totalQuotaBytes'>

/** Whether one mailbox of the domain may have this quota; the sum is the counters' matter. */
export function quotaRefusals(domain: Limits, quotaBytes: number): Refusal[] {
  const { name, largestQuotaBytes, totalQuotaBytes } = domain
  if (quotaBytes === 0 && (largestQuotaBytes !== null || totalQuotaBytes !== null))
    return [refusal('unlimited_quota', 'quotaBytes', { domain: name })]
  if (largestQuotaBytes !== null && quotaBytes > largestQuotaBytes) {
    return [refusal('largest_quota_limit', 'quotaBytes', { domain: name, limitBytes: Number(largestQuotaBytes) })]
  }
  return []
}

export type Inserted = { taken: Taken[]; refusals: Refusal[]; archiving: string[] }

/** Anything in the answer means that the caller must refuse. */
export async function insertMailboxes(actor: Actor, tx: Tx, mailboxes: readonly NewMailbox[]): Promise<Inserted> {
  const refusals = await countByDomain(actor, tx, mailboxes)
  const archiving = await beingArchived(tx, mailboxes)
  const taken = await claimAddresses(
    tx,
    mailboxes.map(({ id, domainId, address }) => ({ address, domainId, kind: 'mailbox', ownerId: id })),
  )
  if (taken.length + refusals.length + archiving.length === 0) await inParts('saving', mailboxes, (part) => writeRows(tx, part))
  return { taken, refusals, archiving }
}

async function writeRows(tx: Tx, mailboxes: readonly NewMailbox[]): Promise<void> {
  const rows = JSON.stringify(mailboxes)
  await tx.$executeRaw`
    insert into "Mailbox" (id, "domainId", "localPart", address, "displayName", "passwordHash", "quotaBytes", enabled, imap, pop3, submission, sieve,
      "forwardKeepCopy", "recoveryAddress", note, tags, "updatedAt")
    select id, "domainId", "localPart", address, "displayName", "passwordHash", "quotaBytes", enabled, imap, pop3, submission, sieve,
      "forwardKeepCopy", "recoveryAddress", note, array(select jsonb_array_elements_text(tags)), now()
    from jsonb_to_recordset(${rows}::jsonb) as m(id uuid, "domainId" uuid, "localPart" text, address text, "displayName" text, "passwordHash" text,
      "quotaBytes" bigint, enabled boolean, imap boolean, pop3 boolean, submission boolean, sieve boolean, "forwardKeepCopy" boolean,
      "recoveryAddress" text, note text, tags jsonb)`
  await tx.$executeRaw`
    insert into "MailboxForward" ("mailboxId", destination)
    select m.id, d from jsonb_to_recordset(${rows}::jsonb) as m(id uuid, forwards jsonb), jsonb_array_elements_text(m.forwards) d`
}

function countByDomain(actor: Actor, tx: Tx, mailboxes: readonly NewMailbox[]): Promise<Refusal[]> {
  const deltas = new Map<string, Required<Pick<Delta, 'mailboxes' | 'quotaBytes' | 'unlimited'>>>()
  for (const { domainId, quotaBytes } of mailboxes) {
    const delta = deltas.get(domainId) ?? { mailboxes: 0, quotaBytes: 0, unlimited: 0 }
    deltas.set(domainId, {
      mailboxes: delta.mailboxes + 1,
      quotaBytes: delta.quotaBytes + quotaBytes,
      unlimited: delta.unlimited + (quotaBytes === 0 ? 1 : 0),
    })
  }
  return addToManyCounters(actor, tx, deltas)
}

/**
 * The folder of a former mailbox of that name may not have moved yet: a new one would show its owner the messages of the former, and lose
 * its first ones to the archive.
 */
async function beingArchived(tx: Tx, mailboxes: readonly NewMailbox[]): Promise<string[]> {
  const addresses = mailboxes.map((mailbox) => mailbox.address)
  const rows = await tx.archivedMailbox.findMany({
    where: { address: { in: addresses }, OR: [{ state: 'archiving' }, { state: 'failed', bytes: null }] },
    select: { address: true },
  })
  return rows.map((row) => row.address)
}

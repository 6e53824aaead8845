// What the panel's own data knows about why a message failed: that the mailbox was disabled yesterday and by whom, that a record is wrong.
// Names of people are for those who may read changes.
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { nameFilter } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import type { Story } from '#lib/logs/story'
import { domainPart, isProved, searchKey } from '#lib/traces/story-keys'
import type { KnownFact, RecipientView } from './schema'

const subjectsMax = 5
const aboutRecipients: readonly (string | null)[] = [
  'unknown-recipient',
  'recipient-disabled',
  'mailbox-service-down',
  'policy-refused',
  'bad-address',
  null,
]
const aboutSender: readonly (string | null)[] = [
  'spf-failed',
  'dkim-failed',
  'dmarc-failed',
  'unauthenticated',
  'low-reputation',
  'spam-content',
]
const failed = ['bounced', 'refused', 'expired', 'deferred', 'discarded']

export async function knownFacts(actor: Actor, story: Story, recipients: readonly RecipientView[]): Promise<KnownFact[]> {
  const unhappy = recipients.filter(({ fate }) => failed.includes(fate))
  const addresses = unhappy
    .filter(({ advice }) => aboutRecipients.includes(advice?.code ?? null))
    .flatMap(({ address, original }) => [address, original])
    .filter((address) => address !== null)
  const doubted = unhappy.some(({ advice }) => aboutSender.includes(advice?.code ?? ''))
  const sender = story.sender?.includes('@') && isProved(story) ? domainPart(story.sender) : null
  const facts = await Promise.all([
    ...[...new Set(addresses.map(searchKey))].slice(0, subjectsMax).map((address) => factsOfAddress(actor, address)),
    ...(doubted && sender ? [factsOfSender(actor, sender)] : []),
  ])
  return facts.flat()
}

async function factsOfAddress(actor: Actor, address: string): Promise<KnownFact[]> {
  const scoped = { domain: { name: nameFilter(actor) } }
  const domain = await db().domain.findFirst({ where: { name: domainPart(address), AND: { name: nameFilter(actor) } } })
  if (!domain && actor.kind !== 'mailbox') return []
  if (actor.kind === 'mailbox') return []
  const facts: KnownFact[] = []
  if (domain && !domain.enabled) facts.push(await told(actor, 'domain_disabled', 'domain', domain.name, `/domains/${domain.name}`))
  const [mailbox, alias] = await Promise.all([
    db().mailbox.findFirst({ where: { address, ...scoped }, select: { id: true, enabled: true } }),
    db().alias.findFirst({ where: { address, ...scoped }, select: { id: true, enabled: true } }),
  ])
  if (mailbox && !mailbox.enabled) facts.push(await told(actor, 'mailbox_disabled', 'mailbox', address, `/mailboxes/${mailbox.id}`))
  if (alias && !alias.enabled) facts.push(await told(actor, 'alias_disabled', 'alias', address, `/aliases/${alias.id}`))
  if (!mailbox && !alias) {
    const archived = await db().archivedMailbox.findFirst({
      where: { address, restoredAt: null, state: 'kept' },
      orderBy: { deletedAt: 'desc' },
    })
    const deleted = await change(actor, 'mailbox', address, 'mailbox.delete')
    const at = archived?.deletedAt ?? deleted?.at
    if (at)
      facts.push({
        code: archived ? 'mailbox_archived' : 'mailbox_deleted',
        subject: address,
        at: at.toISOString(),
        by: deleted?.actorName ?? null,
        href: archived ? '/archive' : null,
      })
  }
  return facts
}

async function told(actor: Actor, code: KnownFact['code'], kind: string, subject: string, href: string): Promise<KnownFact> {
  const found = await change(actor, kind, subject, null)
  return { code, subject, at: found?.at.toISOString() ?? null, by: found?.actorName ?? null, href }
}

/** The newest that disabled it, or was of that action. */
async function change(actor: Actor, subjectKind: string, subjectName: string, action: string | null) {
  if (!may(actor, 'change.read')) return null
  return db().change.findFirst({
    where: { subjectKind, subjectName, ...(action === null ? { after: { path: ['enabled'], equals: false } } : { action }) },
    orderBy: { id: 'desc' },
    select: { at: true, actorName: true },
  })
}

async function factsOfSender(actor: Actor, name: string): Promise<KnownFact[]> {
  if (!may(actor, 'domain.read')) return []
  const domain = await db().domain.findFirst({
    where: { name, AND: { name: nameFilter(actor) } },
    include: {
      dnsChecks: { where: { check: { in: ['spf', 'dmarc'] }, state: { in: ['error', 'warning'] } } },
      dkimKeys: { where: { state: 'active' } },
    },
  })
  if (!domain) return []
  const fact = (code: KnownFact['code'], at: Date | null, part: string): KnownFact => ({
    code,
    subject: name,
    at: at?.toISOString() ?? null,
    by: null,
    href: `/domains/${name}/${part}`,
  })
  const unseen = domain.dkimKeys.find(({ wrongSince }) => wrongSince !== null)
  return [
    ...domain.dnsChecks.map(({ check, since }) => fact(check === 'spf' ? 'spf_wrong' : 'dmarc_wrong', since, `dns#${check}`)),
    ...(unseen ? [fact('dkim_not_found', unseen.wrongSince, 'dkim')] : []),
    ...(domain.dkimKeys.length === 0 && domain.kind !== 'relay' ? [fact('dkim_none', null, 'dkim')] : []),
  ]
}

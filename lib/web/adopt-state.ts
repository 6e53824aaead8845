// "Take over": the panel is made to say what a host's lines say, by the same commands and with the same refusals as if a person had typed
// it. What the host no longer has is disabled where that means the same, and a mailbox is deleted, its mail kept. The first refusal ends it;
// what was saved before it stays, and the domain stays marked until all of it fits.
import { createAlias, updateAlias } from '#lib/aliases/commands'
import { getAlias } from '#lib/aliases/queries'
import { adoptAppPasswords } from '#lib/app-passwords/adopt-app-passwords'
import type { Actor } from '#lib/auth/actor'
import { desiredDomains } from '#lib/changes/desired-state'
import type { AdoptState } from '#lib/changes/drift'
import { recordChange } from '#lib/changes/record'
import { type StateDifference, stateDifference } from '#lib/changes/state-difference'
import { db } from '#lib/db/client'
import { getDomain } from '#lib/domains/queries'
import { changeRelayRecipients } from '#lib/domains/relay-recipients'
import { updateDomain } from '#lib/domains/update-domain'
import { AppError } from '#lib/errors'
import { createGroup, updateGroup } from '#lib/groups/commands'
import { getGroup } from '#lib/groups/queries'
import { createMailbox, deleteMailbox } from '#lib/mailboxes/commands'
import { getMailbox } from '#lib/mailboxes/queries'
import { updateMailbox } from '#lib/mailboxes/update-mailbox'
import type { Outcome } from '#lib/outcome'
import type { HostedDomainState, RelayDomainState } from '#lib/protocol/state'
import { refusal } from '#lib/refusals'
import { getFilters, setFilters } from '#lib/rules/filters'
import type { VacationView } from '#lib/rules/schema'
import { getVacation, setVacation } from '#lib/rules/vacation'
import { localOf } from '#lib/rules/zoned-time'
import { grantSendAs, revokeSendAs } from '#lib/send-as/commands'

type Step = () => Promise<Outcome<unknown>>
type Found = HostedDomainState['mailboxes'][number]

const done: Outcome<unknown> = { ok: true, value: null, revision: null }

export const adoptState: AdoptState = async (actor, found) => {
  const domain = await db().domain.findUnique({ where: { name: found.domain } })
  if (!domain) return { ok: false, refusals: [refusal('domain_unknown', null, { domain: found.domain })] }
  if (found.kind === 'absent') return setEnabled(actor, found.domain, false)
  if (found.kind !== domain.kind) return { ok: false, refusals: [refusal('drift_unreadable')] }
  const enabled = await setEnabled(actor, found.domain, true)
  if (!enabled.ok) return enabled
  if (found.kind === 'relay') return adoptRelay(actor, found)
  const [desired] = await desiredDomains(domain.hostId, [found.domain])
  const wanted = desired?.state()
  if (wanted?.kind !== 'hosted')
    throw new AppError('internal', { subject: found.domain, detail: 'an enabled domain that no host shall hold' })
  const difference = stateDifference(wanted, found)
  return inOrder([
    ...mirrorSteps(actor, difference, found.domain),
    ...removalSteps(actor, difference, found.domain),
    ...mailboxSteps(actor, difference, found.domain),
    ...addressSteps(actor, difference, found.domain),
    ...difference.grants.added.map(
      ({ sender, login }) =>
        () =>
          grantSendAs(actor, { mailbox: login, sender }),
    ),
  ])
}

async function inOrder(steps: readonly Step[]): Promise<Outcome<unknown>> {
  for (const step of steps) {
    const outcome = await step()
    if (!outcome.ok) return outcome
  }
  return done
}

async function setEnabled(actor: Actor, name: string, enabled: boolean): Promise<Outcome<unknown>> {
  const view = await getDomain(actor, name)
  return view.enabled === enabled ? done : updateDomain(actor, view.id, view.version, { enabled })
}

async function adoptRelay(actor: Actor, { domain, nextHop, recipients }: RelayDomainState): Promise<Outcome<unknown>> {
  const view = await getDomain(actor, domain)
  const { server: relayServer = null, port: relayPort = null, lookupMx: relayLookupMx = false } = nextHop ?? {}
  const updated = await updateDomain(actor, view.id, view.version, {
    relayServer,
    relayPort,
    relayLookupMx,
    relayListed: recipients !== null,
  })
  if (!updated.ok || recipients === null) return updated
  const known = await db().relayRecipient.findMany({ where: { domainId: view.id }, select: { localPart: true } })
  const [before, after] = [new Set<string>(known.map(({ localPart }) => localPart)), new Set<string>(recipients)]
  const change = { add: [...after].filter((name) => !before.has(name)), remove: [...before].filter((name) => !after.has(name)) }
  return changeRelayRecipients(actor, view.id, updated.value.version, change)
}

function mirrorSteps(actor: Actor, { mirrors }: StateDifference, target: string): Step[] {
  return [
    ...mirrors.removed.map((name) => () => setEnabled(actor, name, false)),
    ...mirrors.added.map((name) => async () => {
      const view = await getDomain(actor, name)
      return updateDomain(actor, view.id, view.version, { target, enabled: true })
    }),
  ]
}

function removalSteps(actor: Actor, { grants, groups, aliases, mailboxes }: StateDifference, domain: string): Step[] {
  return [
    ...grants.removed.map(({ sender, login }) => async () => {
      const row = await db().sendAsGrant.findFirst({ where: { sender, mailbox: { address: login } }, select: { id: true } })
      return row ? revokeSendAs(actor, row.id) : done
    }),
    ...groups.removed.map(({ localPart }) => async () => {
      const view = await getGroup(actor, `${localPart}@${domain}`)
      return updateGroup(actor, view.id, view.version, { enabled: false })
    }),
    ...aliases.removed.map(({ localPart }) => async () => {
      const view = await getAlias(actor, `${localPart ?? ''}@${domain}`)
      return updateAlias(actor, view.id, view.version, { enabled: false })
    }),
    ...mailboxes.removed.map(({ localPart }) => async () => {
      const view = await getMailbox(actor, `${localPart}@${domain}`)
      return deleteMailbox(actor, view.id, view.version)
    }),
  ]
}

function mailboxSteps(actor: Actor, { mailboxes }: StateDifference, domain: string): Step[] {
  return [
    ...mailboxes.added.map((found) => async () => {
      const created = await createMailbox(actor, { address: `${found.localPart}@${domain}`, ...settingsOf(found) })
      if (!created.ok) return created
      const ruled = await takeRules(actor, created.value.id, found)
      return ruled.ok ? takeSecrets(actor, created.value.id, found, domain) : ruled
    }),
    ...mailboxes.changed.map((found) => async () => {
      const view = await getMailbox(actor, `${found.localPart}@${domain}`)
      const updated = await updateMailbox(actor, view.id, view.version, settingsOf(found))
      if (!updated.ok) return updated
      const ruled = await takeRules(actor, view.id, found)
      return ruled.ok ? takeSecrets(actor, view.id, found, domain) : ruled
    }),
  ]
}

/** An absence that is switched off is not on the host: its text stays here. */
async function takeRules(actor: Actor, id: string, { rules }: Found): Promise<Outcome<unknown>> {
  const [filters, vacation] = await Promise.all([getFilters(actor, id), getVacation(actor, id)])
  const set = await setFilters(actor, id, filters.version, { filters: rules?.filters ?? [] })
  if (!set.ok) return set
  const away = rules?.vacation
  if (!away) return vacation?.enabled ? setVacation(actor, id, { ...inputOf(vacation), enabled: false }) : done
  const { subject, text, days, from, until } = away
  const zone = vacation?.zone ?? 'UTC'
  const [fromLocal, untilLocal] = [from, until].map((instant) => (instant === null ? null : localOf(instant, zone)))
  return setVacation(actor, id, { enabled: true, subject, text, days, from: fromLocal, until: untilLocal, zone })
}

const inputOf = ({ subject, text, days, from, until, zone }: VacationView) => ({ subject, text, days, from, until, zone })

/** A disabled mailbox has no password on the host: the panel keeps those that it knows. */
async function takeSecrets(actor: Actor, id: string, found: Found, domain: string): Promise<Outcome<unknown>> {
  if (!found.enabled) return done
  const taken = await takeHash(actor, id, found, domain)
  return taken.ok ? adoptAppPasswords(actor, { id, address: `${found.localPart}@${domain}` }, found.appPasswords) : taken
}

async function takeHash(actor: Actor, id: string, { passwordHash, localPart }: Found, domain: string): Promise<Outcome<unknown>> {
  const saved = await recordChange(actor, 'mailbox.write', async (tx) => {
    const { count } = await tx.mailbox.updateMany({
      where: { id, passwordHash: { not: passwordHash } },
      data: { passwordHash, passwordSetAt: new Date(), version: { increment: 1 } },
    })
    const entry = {
      action: 'mailbox.password',
      subjectKind: 'mailbox',
      subjectId: id,
      subjectName: `${localPart}@${domain}`,
      domainName: domain,
    }
    return { value: null, entries: count > 0 ? [{ ...entry, after: { password: '(changed)' } }] : [], domains: [domain] }
  })
  return { ok: true, ...saved }
}

function addressSteps(actor: Actor, { aliases, groups }: StateDifference, domain: string): Step[] {
  const aliasAt = (localPart: string | null) => `${localPart ?? ''}@${domain}`
  return [
    ...[...aliases.added, ...aliases.changed].map(({ localPart, destinations }) => async () => {
      const row = await db().alias.findUnique({ where: { address: aliasAt(localPart) }, select: { id: true, version: true } })
      if (!row) return createAlias(actor, { address: aliasAt(localPart), destinations })
      return updateAlias(actor, row.id, row.version, { destinations, enabled: true, expiresAt: null })
    }),
    ...[...groups.added, ...groups.changed].map(({ localPart, members, whoMayPost }) => async () => {
      const input = { members, whoMayPost: whoMayPost.kind, ...(whoMayPost.kind === 'senders' && { senders: whoMayPost.senders }) }
      const row = await db().group.findUnique({ where: { address: aliasAt(localPart) }, select: { id: true, version: true } })
      if (!row) return createGroup(actor, { address: aliasAt(localPart), ...input })
      return updateGroup(actor, row.id, row.version, { ...input, enabled: true })
    }),
  ]
}

function settingsOf({ quotaBytes, enabled, protocols, forwarding, appPasswordsOnly }: Found) {
  const forwards = forwarding ? { forwards: forwarding.destinations, forwardKeepCopy: forwarding.keepCopy } : { forwards: [] }
  return { quotaBytes, enabled, appPasswordsOnly, ...protocols, ...forwards }
}

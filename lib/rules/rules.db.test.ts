import { describe, expect, it } from 'vitest'
import type { MailboxActor } from '#lib/auth/actor'
import { findForwardLink, makeForwardLink } from '#lib/auth/forward-link'
import { desiredDomains } from '#lib/changes/desired-state'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenMailbox, unique } from '#lib/db/testing'
import type { Filter } from '#lib/protocol/rules'
import { answerForward, askAgain, askForward } from './ask-forward'
import { getFilters, setFilters } from './filters'
import { getForwarding, removeForwardTarget, setForwarding } from './forwarding'
import { getVacation, setVacation } from './vacation'

async function givenPerson(parts: { forwardOutside?: boolean } = {}) {
  const domain = await givenDomain()
  await db().domain.update({ where: { id: domain.id }, data: parts })
  const mailbox = await givenMailbox(domain)
  const actor: MailboxActor = { kind: 'mailbox', id: mailbox.id, name: mailbox.address, via: 'me' }
  return { domain, mailbox, actor }
}
const elsewhere = () => `friend-${unique()}@elsewhere.test`
const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) =>
  outcome.ok ? [] : (outcome.refusals ?? []).map(({ code }) => code)
const refusalCodes = (outcome: unknown) => codes(outcome as Parameters<typeof codes>[0])
const forwardsOf = async (mailboxId: string) =>
  (await db().mailboxForward.findMany({ where: { mailboxId } })).map(({ destination }) => destination)

async function tokenFor(mailboxId: string, address: string): Promise<string> {
  const link = await makeForwardLink(mailboxId, address)
  return (link ?? '').split('#')[1] ?? ''
}

async function given(actor: MailboxActor, address = elsewhere(), forwardAll = true) {
  const asked = await askForward(actor, actor.id, 'en', { address, forwardAll })
  if (!asked.ok) throw new Error(JSON.stringify(asked))
  const target = await db().forwardTarget.findFirstOrThrow({ where: { mailboxId: actor.id, address } })
  return { address, target }
}

const rule = (parts: Partial<Filter> = {}): Filter => ({
  name: 'r',
  enabled: true,
  match: 'always',
  conditions: [],
  actions: [{ do: 'flag' }],
  stop: false,
  ...parts,
})
const away = { enabled: true, subject: 'Away', text: 'Back soon', days: 3, from: null, until: null, zone: 'Europe/Madrid' }

describe('forwarding by a person', () => {
  it('sends nothing on until the target agrees, once, and is in the audit under who agreed', async () => {
    const { actor } = await givenPerson()
    const { address } = await given(actor)
    expect(await forwardsOf(actor.id)).toEqual([])
    const token = await tokenFor(actor.id, address)
    expect(await answerForward({ token, answer: 'accept' })).toMatchObject({ ok: true })
    expect(await forwardsOf(actor.id)).toEqual([address])
    expect(refusalCodes(await answerForward({ token, answer: 'accept' }))).toEqual(['link_over'])
    const change = await db().change.findFirst({ where: { subjectId: actor.id, action: 'mailbox.update' }, orderBy: { id: 'desc' } })
    expect(change).toMatchObject({ actorKind: 'system', actorName: address, after: { forwards: [address] } })
  })

  it('has links that end with a newer one, with their 72 hours, with a withdrawal', async () => {
    const { actor } = await givenPerson()
    const { address, target } = await given(actor)
    const first = await tokenFor(actor.id, address)
    const second = await tokenFor(actor.id, address)
    expect(await findForwardLink(first)).toBeNull()
    expect(await findForwardLink(second)).not.toBeNull()
    await db().forwardTarget.update({ where: { id: target.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(refusalCodes(await answerForward({ token: second, answer: 'accept' }))).toEqual(['link_over'])
    const third = await tokenFor(actor.id, address)
    expect(await removeForwardTarget(actor, actor.id, target.id)).toMatchObject({ ok: true })
    expect(await findForwardLink(third)).toBeNull()
    expect(await makeForwardLink(actor.id, address)).toBeNull()
  })

  it('is refused for good by the target, for every mailbox here', async () => {
    const [{ actor }, { actor: other }] = [await givenPerson(), await givenPerson()]
    const { address } = await given(actor)
    await given(other, address)
    expect(await answerForward({ token: await tokenFor(actor.id, address), answer: 'refuse' })).toMatchObject({ ok: true })
    expect(await db().forwardTarget.count({ where: { address } })).toBe(0)
    for (const one of [actor, other])
      expect(refusalCodes(await askForward(one, one.id, 'en', { address: address.toUpperCase() }))).toEqual(['forward_refused'])
  })

  it('does not fill an inbox with questions, however many ask', async () => {
    const address = elsewhere()
    for (let asked = 0; asked < 3; asked++) await given((await givenPerson()).actor, address)
    const { actor } = await givenPerson()
    await expect(askForward(actor, actor.id, 'en', { address })).rejects.toMatchObject({ code: 'rate_limited' })
    const { actor: keen } = await givenPerson()
    const { target } = await given(keen)
    await askAgain(keen, keen.id, target.id, 'en')
    await askAgain(keen, keen.id, target.id, 'en')
    await expect(askAgain(keen, keen.id, target.id, 'en')).rejects.toMatchObject({ code: 'rate_limited' })
  })

  it('never closes a loop, goes to itself, or leaves a domain that keeps its mail', async () => {
    const { actor, mailbox, domain } = await givenPerson({ forwardOutside: false })
    const second = await givenMailbox(domain)
    await db().mailboxForward.create({ data: { mailboxId: second.id, destination: mailbox.address } })
    await given(actor, second.address)
    const answer = await answerForward({ token: await tokenFor(actor.id, second.address), answer: 'accept' })
    expect(refusalCodes(answer)).toEqual(['forwarding_loop'])
    expect(refusalCodes(await askForward(actor, actor.id, 'en', { address: mailbox.address }))).toEqual(['forward_is_own'])
    expect(refusalCodes(await askForward(actor, actor.id, 'en', { address: elsewhere() }))).toEqual(['forward_outside'])
  })

  it('stands in one list with what administrators set, which a person does not change', async () => {
    const { actor } = await givenPerson()
    const boss = elsewhere()
    await db().mailboxForward.create({ data: { mailboxId: actor.id, destination: boss } })
    const { address } = await given(actor)
    await answerForward({ token: await tokenFor(actor.id, address), answer: 'accept' })
    expect((await getForwarding(actor, actor.id)).targets.map(({ address: to, state }) => [to, state])).toEqual([
      [boss, 'administrator'],
      [address, 'confirmed'],
    ])
    expect(await setForwarding(actor, actor.id, { forwards: [], forwardKeepCopy: true })).toMatchObject({ ok: true })
    expect(await forwardsOf(actor.id)).toEqual([boss])
    expect(refusalCodes(await setForwarding(actor, actor.id, { forwards: [elsewhere()], forwardKeepCopy: true }))).toEqual([
      'forward_unconfirmed',
    ])
  })
})

describe('filters', () => {
  it('are saved under a version, and send mail on only to who agreed', async () => {
    const { actor } = await givenPerson()
    expect(await setFilters(actor, actor.id, 0, { filters: [rule()] })).toMatchObject({ ok: true, value: { version: 1 } })
    expect(refusalCodes(await setFilters(actor, actor.id, 0, { filters: [] }))).toEqual(['filters_changed'])
    const address = elsewhere()
    const onward = rule({ actions: [{ do: 'forward', to: address as never, keep: true }] })
    expect(await setFilters(actor, actor.id, 1, { filters: [onward] })).toMatchObject({
      ok: false,
      refusals: [{ code: 'forward_unconfirmed', field: 'filters.0.actions.0.to' }],
    })
    const { target } = await given(actor, address, false)
    await answerForward({ token: await tokenFor(actor.id, address), answer: 'accept' })
    expect(await forwardsOf(actor.id)).toEqual([])
    expect(await setFilters(actor, actor.id, 1, { filters: [onward] })).toMatchObject({ ok: true })
    expect(refusalCodes(await removeForwardTarget(actor, actor.id, target.id))).toEqual(['forward_in_filter'])
  })

  it('and all else are closed to another person, and to who may only read', async () => {
    const [{ actor, mailbox }, { actor: stranger }] = [await givenPerson(), await givenPerson()]
    const auditor = await givenAdministrator('auditor')
    await expect(setFilters(stranger, mailbox.id, 0, { filters: [] })).rejects.toMatchObject({ code: 'not_found' })
    await expect(getVacation(stranger, mailbox.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(setVacation(auditor, mailbox.id, away)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await getFilters(auditor, actor.id)).toMatchObject({ filters: [] })
  })
})

describe('vacation', () => {
  const stateOf = async ({ hostId, name }: { hostId: string; name: string }) => (await desiredDomains(hostId, [name]))[0]?.state()

  it('reaches the host in UTC, with every address under which the mailbox is reached, aliases of other domains included', async () => {
    const { actor, domain, mailbox } = await givenPerson()
    const other = await givenDomain({ hostId: domain.hostId })
    await givenDomain({ hostId: domain.hostId, kind: 'alias', targetId: domain.id, name: `mirror-${domain.name}` })
    const local = `info-${unique()}`
    await db().alias.create({
      data: {
        domainId: other.id,
        localPart: local,
        address: `${local}@${other.name}`,
        destinations: { create: { destination: mailbox.address } },
      },
    })
    const outcome = await setVacation(actor, actor.id, { ...away, from: '2026-12-24T18:00', until: '2027-07-01T08:00' })
    expect(outcome).toMatchObject({ ok: true, value: { state: 'waiting', from: '2026-12-24T18:00', fromInstant: '2026-12-24T17:00:00Z' } })
    expect(await stateOf(domain)).toMatchObject({
      mailboxes: [
        {
          rules: {
            vacation: {
              from: '2026-12-24T17:00:00Z',
              until: '2027-07-01T06:00:00Z',
              addresses: [`${local}@${other.name}`, `${mailbox.localPart}@mirror-${domain.name}`].sort(),
            },
          },
        },
      ],
    })
    // An alias of the other domain changes: the mailbox's domain is applied again too.
    const before = await db().domainApply.findFirstOrThrow({ where: { domainName: domain.name } })
    await recordChange(await asOwner(), 'alias.write', async () => ({
      value: null,
      entries: [{ action: 'alias.update', subjectKind: 'alias', subjectId: null, subjectName: 'x', domainName: other.name }],
      domains: [other.name],
    }))
    const after = await db().domainApply.findFirstOrThrow({ where: { domainName: domain.name } })
    expect(after.desiredRevision).toBeGreaterThan(before.desiredRevision)
  })

  it('that is switched off leaves nothing on the host and keeps its words here', async () => {
    const { actor, domain } = await givenPerson()
    await setVacation(actor, actor.id, away)
    await setVacation(actor, actor.id, { ...away, enabled: false })
    expect(await stateOf(domain)).not.toHaveProperty('mailboxes.0.rules')
    expect(await getVacation(actor, actor.id)).toMatchObject({ state: 'off', subject: 'Away' })
  })

  it('is refused when it ends before it starts, in an unknown zone, or without words', async () => {
    const { actor } = await givenPerson()
    const wrong = { ...away, from: '2026-12-24T18:00', until: '2026-12-24T17:00', zone: 'Mars/Olympus', text: ' ' }
    expect(refusalCodes(await setVacation(actor, actor.id, wrong)).sort()).toEqual(['ends_before_start', 'required', 'unknown_zone'])
    expect(refusalCodes(await setVacation(actor, actor.id, { ...wrong, zone: 'UTC', text: 'x' }))).toEqual(['ends_before_start'])
  })
})

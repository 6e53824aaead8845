import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenHost, givenMailbox } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { createDomain } from './commands'
import { deleteDomain, domainImpact } from './delete-domain'
import { getDomain, listDomains } from './queries'
import { changeRelayRecipients, listRelayRecipients } from './relay-recipients'
import type { CreateDomainInput } from './schema'
import { updateDomain } from './update-domain'

let owner: AdministratorActor
let host: Awaited<ReturnType<typeof givenHost>>
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  host = await givenHost({ name: 'mail1' })
})

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? 'saved' : outcome.refusals.map((refusal) => refusal.code).join(' '))
const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(codes(outcome))
  return outcome.value
}
const domain = (name: string, more: Partial<CreateDomainInput> = {}) => createDomain(owner, { name, ...more })
const pending = async () => (await db().domainApply.findMany({ orderBy: { domainName: 'asc' } })).map((row) => row.domainName)

describe('a domain', () => {
  it('comes in as people write it, travels as A-labels and is shown in Unicode', async () => {
    const value = saved(await domain(' Müller.Example. '))
    expect(value).toMatchObject({ name: 'xn--mller-kva.example', unicodeName: 'müller.example', kind: 'hosted', enabled: true })
    expect(await getDomain(owner, 'xn--mller-kva.example')).toMatchObject({ id: value.id })
    expect((await listDomains(owner, { search: 'MÜLL' })).rows).toHaveLength(1)
    expect(await pending()).toEqual(['xn--mller-kva.example'])
  })

  it.each([
    ['nothing', '', 'required'],
    ['one label', 'localhost', 'invalid_domain'],
    ['an IPv4 address', '192.0.2.1', 'invalid_domain'],
    ['a path', '../../etc/passwd', 'invalid_domain'],
    ['an option', '-rf.example', 'invalid_domain'],
    ['a shell', '$(id).example', 'invalid_domain'],
    ['a line end', 'a.example\nb.example', 'invalid_domain'],
    ['NUL', 'a\0.example', 'invalid_domain'],
    ['a label too long', `${'a'.repeat(64)}.example`, 'invalid_domain'],
    ['a name too long', `${'a.'.repeat(130)}example`, 'invalid_domain'],
    ['bad punycode', 'xn--zzzzzzzzzzzzzzzzz99999.example', 'invalid_domain'],
  ])('is refused when its name is %s', async (_what, name, code) => {
    expect(codes(await domain(name))).toBe(code)
    expect(await db().domain.count()).toBe(0)
  })

  it('is there once, also when many make it at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => domain('a.example')))
    expect(outcomes.map(codes).toSorted()).toEqual([...Array(9).fill('domain_exists'), 'saved'])
  })

  it('needs a host: the only one, or one that is named', async () => {
    await givenHost({ name: 'mail2' })
    expect(codes(await domain('a.example'))).toBe('host_required')
    expect(codes(await domain('a.example', { host: 'mail9' }))).toBe('host_unknown')
    expect(saved(await domain('a.example', { host: 'mail2' })).host.name).toBe('mail2')
  })

  it('offers the addresses of RFC 2142 as aliases of one destination', async () => {
    const value = saved(
      await domain('a.example', { standardAddresses: { localParts: ['postmaster', 'abuse', 'info'], destination: 'Info@a.example' } }),
    )
    // The destination is to be a mailbox of its own; a warning says that it is not there yet.
    expect((await db().alias.findMany({ orderBy: { address: 'asc' } })).map((row) => row.address)).toEqual([
      'abuse@a.example',
      'postmaster@a.example',
    ])
    expect(value).toMatchObject({ aliasCount: 2, warnings: [{ code: 'destination_unknown_here' }] })
  })

  it('changes; limits are not sent to the host, being disabled is', async () => {
    const value = saved(await domain('a.example'))
    const limited = await updateDomain(owner, value.id, value.version, { mailboxesMax: 5, note: 'x' })
    const before = await db().domainApply.findFirstOrThrow()
    const off = saved(await updateDomain(owner, value.id, saved(limited).version, { enabled: 'off' }))
    const after = await db().domainApply.findFirstOrThrow()
    expect(off.enabled).toBe(false)
    expect(before.desiredRevision).toBe(1n)
    expect(after.desiredRevision).toBe(3n)
    expect(codes(await updateDomain(owner, value.id, value.version, { note: 'y' }))).toBe('conflict')
  })

  it('has settings that fit together', async () => {
    expect(codes(await domain('a.example', { relayServer: 'mx.example' }))).toBe('relay_settings_not_relay')
    expect(codes(await domain('a.example', { kind: 'relay', relayPort: 25 }))).toBe('relay_port_without_server')
    expect(codes(await domain('a.example', { kind: 'relay', relayServer: 'a b' }))).toBe('invalid_server')
    expect(codes(await domain('a.example', { defaultQuotaBytes: '2 GiB', largestQuotaBytes: '1 GiB' }))).toBe('default_above_largest')
  })
})

describe('an alias domain', () => {
  it('mirrors a hosted, enabled domain and nothing else; no chains', async () => {
    const target = saved(await domain('a.example'))
    const relay = saved(await domain('r.example', { kind: 'relay' }))
    const mirror = saved(await domain('m.example', { kind: 'alias', target: 'A.example' }))
    expect(mirror.target?.name).toBe('a.example')
    expect((await getDomain(owner, target.id)).mirrors.map((one) => one.name)).toEqual(['m.example'])
    expect(codes(await domain('n.example', { kind: 'alias' }))).toBe('target_required')
    expect(codes(await domain('n.example', { kind: 'alias', target: 'n.example' }))).toBe('target_itself')
    expect(codes(await domain('n.example', { kind: 'alias', target: 'foreign.example' }))).toBe('target_unknown')
    expect(codes(await domain('n.example', { kind: 'alias', target: relay.name }))).toBe('target_not_hosted')
    expect(codes(await domain('n.example', { kind: 'alias', target: 'm.example' }))).toBe('target_not_hosted')
    expect(codes(await domain('n.example', { target: 'a.example' }))).toBe('target_not_alias')
    expect(codes(await updateDomain(owner, target.id, target.version, { kind: 'alias', target: 'm.example' }))).toBe('target_not_hosted')
    saved(await updateDomain(owner, target.id, target.version, { enabled: false }))
    expect(codes(await domain('n.example', { kind: 'alias', target: 'a.example' }))).toBe('target_disabled')
  })

  it('is applied where its target is: made, turned to another, deleted', async () => {
    const [a, b] = [saved(await domain('a.example')), saved(await domain('b.example'))]
    const revision = async (name: string) => (await db().domainApply.findFirstOrThrow({ where: { domainName: name } })).desiredRevision
    const mirror = saved(await domain('m.example', { kind: 'alias', target: a.name }))
    expect([await revision(a.name), await revision(b.name)]).toEqual([3n, 2n])
    const turned = saved(await updateDomain(owner, mirror.id, mirror.version, { target: b.name }))
    expect([await revision(a.name), await revision(b.name)]).toEqual([4n, 4n])
    saved(await deleteDomain(owner, mirror.id, turned.version))
    expect([await revision(a.name), await revision(b.name)]).toEqual([4n, 5n])
  })

  it('goes before its target may go or become another kind', async () => {
    const target = saved(await domain('a.example'))
    saved(await domain('m.example', { kind: 'alias', target: 'a.example' }))
    expect(codes(await deleteDomain(owner, target.id, target.version))).toBe('domain_has_mirrors')
    expect(codes(await updateDomain(owner, target.id, target.version, { kind: 'relay' }))).toBe('kind_is_mirrored')
  })
})

describe('a relay domain', () => {
  it('keeps a list of recipients, by set', async () => {
    const relay = saved(await domain('r.example', { kind: 'relay', relayListed: true, relayServer: 'mx.other.example', relayPort: '2525' }))
    const first = saved(await changeRelayRecipients(owner, relay.id, relay.version, { add: 'Alice, bob@r.example carol' }))
    expect(first).toMatchObject({ added: 3, removed: 0, count: 3 })
    const second = saved(await changeRelayRecipients(owner, relay.id, first.version, { add: ['alice'], remove: ['bob', 'nobody'] }))
    expect(second).toMatchObject({ added: 0, removed: 1, count: 2 })
    expect((await listRelayRecipients(owner, relay.id)).rows).toEqual(['alice', 'carol'])
    expect(codes(await changeRelayRecipients(owner, relay.id, second.version, { add: ['x@foreign.example', '../y'] }))).toBe(
      'invalid_local_part invalid_local_part',
    )
    expect(
      codes(
        await updateDomain(owner, relay.id, second.version, { kind: 'hosted', relayServer: null, relayPort: null, relayListed: false }),
      ),
    ).toBe('kind_has_recipients')
  })
})

describe('a deletion', () => {
  it('shows its impact first, and takes all that the domain holds', async () => {
    const value = saved(await domain('a.example', { standardAddresses: { localParts: ['abuse'], destination: 'x@foreign.example' } }))
    const other = saved(await domain('b.example', { standardAddresses: { localParts: ['abuse'], destination: 'u@a.example' } }))
    const mailbox = await givenMailbox(value, 'u')
    await db().sendAsGrant.create({ data: { mailboxId: mailbox.id, sender: 'abuse@b.example', domainName: 'b.example' } })
    expect(await domainImpact(owner, value.id)).toMatchObject({
      mailboxes: 1,
      aliases: 1,
      aliasesPointingHere: 1,
      grants: 1,
      archiveDays: 30,
    })
    const held = await updateDomain(owner, value.id, value.version, { kind: 'relay' })
    expect(held).toMatchObject({ refusals: [{ code: 'kind_has_addresses', values: { mailboxes: 1, aliases: 1, groups: 0 } }] })
    saved(await deleteDomain(owner, value.id, value.version))
    expect(await db().addressClaim.count({ where: { domainId: value.id } })).toBe(0)
    expect(await db().archivedMailbox.findFirstOrThrow()).toMatchObject({ address: 'u@a.example', state: 'archiving' })
    const revisions = await db().domainApply.findMany({
      orderBy: { domainName: 'asc' },
      select: { domainName: true, desiredRevision: true },
    })
    // The other domain's send-as lines lose a login.
    expect(revisions.map((row) => row.desiredRevision)).toEqual([revisions[1]?.desiredRevision, revisions[1]?.desiredRevision])
    expect(codes(await deleteDomain(owner, other.id, other.version))).toBe('saved')
  })

  it('a move to another host waits until no mail would stay behind', async () => {
    const second = await givenHost({ name: 'mail2' })
    const value = saved(await domain('a.example', { host: 'mail1' }))
    const mirror = saved(await domain('m.example', { kind: 'alias', target: 'a.example' }))
    const moved = saved(await updateDomain(owner, value.id, value.version, { host: 'mail2' }))
    expect((await getDomain(owner, mirror.id)).host.name).toBe('mail2')
    expect((await db().domainApply.findMany({ where: { domainName: 'a.example' } })).map((row) => row.hostId).toSorted()).toEqual(
      [host.id, second.id].toSorted(),
    )
    await givenMailbox(value, 'u')
    expect(codes(await updateDomain(owner, value.id, moved.version, { host: 'mail1' }))).toBe('host_has_mail')
  })
})

import { describe, expect, it } from 'vitest'
import { type Find, type FoundAddress, type FoundDomain, walk } from './walk'

const host = 'host-1'
const hosted = (name: string): FoundDomain => ({ kind: 'hosted', name, hostId: host, off: false })
const mailbox = (parts: Partial<Extract<FoundAddress, { kind: 'mailbox' }>> = {}): FoundAddress => ({
  kind: 'mailbox',
  id: 'm',
  enabled: true,
  keepCopy: true,
  forwards: [],
  filters: 0,
  vacation: false,
  ...parts,
})
const alias = (destinations: string[], parts: { enabled?: boolean; expired?: boolean } = {}): FoundAddress => ({
  kind: 'alias',
  id: 'a',
  enabled: true,
  expired: false,
  destinations,
  ...parts,
})

const world = (addresses: Record<string, FoundAddress>, domains: FoundDomain[] = [hosted('one.test')]): Find => ({
  domain: async (name) => domains.find((domain) => domain.name === name) ?? null,
  address: async (address) => addresses[address] ?? null,
  isRelayRecipient: async (_, localPart) => localPart === 'listed',
})
const told = async (address: string, find: Find) =>
  (await walk(address, find)).map(({ depth, address: own, kind, fate, notes }) =>
    [`${'>'.repeat(depth)}${own}`, kind, fate, ...notes.map(({ code }) => code)].join(' '),
  )

describe('the way of an address', () => {
  it('ends in the mailbox, with and without its plus, and never at the catch-all behind it', async () => {
    const find = world({ 'ann@one.test': mailbox(), '@one.test': alias(['bob@one.test']), 'bob@one.test': mailbox() })
    expect(await told('Ann@one.test', find)).toEqual(['ann@one.test mailbox delivered catch_all_shadowed'])
    expect(await told('ann+news@one.test', find)).toEqual([
      'ann+news@one.test plus sent_on',
      '>ann@one.test mailbox delivered catch_all_shadowed',
    ])
    expect(await told('nobody@one.test', find)).toEqual([
      'nobody@one.test catch_all sent_on',
      '>bob@one.test mailbox delivered catch_all_shadowed',
    ])
  })

  it('is refused where nobody is, where the mailbox is disabled, and where the domain is', async () => {
    expect(await told('nobody@one.test', world({}))).toEqual(['nobody@one.test unknown refused'])
    expect(await told('ann@one.test', world({ 'ann@one.test': mailbox({ enabled: false }) }))).toEqual([
      'ann@one.test mailbox refused mailbox_disabled',
    ])
    expect(await told('ann@one.test', world({ 'ann@one.test': mailbox() }, [{ ...hosted('one.test'), off: true }]))).toEqual([
      'ann@one.test domain_off refused',
    ])
  })

  it('names a loop and ends there', async () => {
    const find = world({ 'a@one.test': alias(['b@one.test']), 'b@one.test': alias(['a@one.test', 'c@one.test']), 'c@one.test': mailbox() })
    expect(await told('a@one.test', find)).toEqual([
      'a@one.test alias sent_on',
      '>b@one.test alias sent_on',
      '>>a@one.test loop loop',
      '>>c@one.test mailbox delivered',
    ])
  })

  it('of a disabled or expired alias leads to the catch-all, which is said', async () => {
    const find = (parts: object) =>
      world({ 'old@one.test': alias(['x@else.test'], parts), '@one.test': alias(['ann@one.test']), 'ann@one.test': mailbox() })
    expect((await told('old@one.test', find({ enabled: false })))[0]).toBe(
      'old@one.test catch_all sent_on alias_disabled catch_all_behind_disabled',
    )
    expect((await told('old@one.test', find({ expired: true })))[0]).toBe(
      'old@one.test catch_all sent_on alias_expired catch_all_behind_disabled',
    )
  })

  it('goes on where it is forwarded, and stays where a copy does', async () => {
    const find = (keepCopy: boolean) =>
      world({ 'ann@one.test': mailbox({ forwards: ['ann@else.test'], keepCopy, filters: 2, vacation: true }) })
    expect(await told('ann@one.test', find(true))).toEqual([
      'ann@one.test mailbox delivered_and_sent_on filters vacation',
      '>ann@else.test outside leaves',
    ])
    expect(await told('ann@one.test', find(false))).toEqual([
      'ann@one.test mailbox sent_on forwards_without_copy',
      '>ann@else.test outside leaves',
    ])
  })

  it('leads through alias domains, groups and relay domains', async () => {
    const domains: FoundDomain[] = [
      hosted('one.test'),
      { kind: 'alias', name: 'mirror.test', target: 'one.test', hostId: host, off: false },
      { kind: 'relay', name: 'relay.test', hostId: host, off: false, listed: true, nextHop: null },
    ]
    const team: FoundAddress = {
      kind: 'group',
      id: 'g',
      enabled: true,
      whoMayPost: 'members',
      members: ['listed@relay.test', 'other@relay.test'],
    }
    expect(await told('team@mirror.test', world({ 'team@one.test': team }, domains))).toEqual([
      'team@mirror.test alias_domain sent_on',
      '>team@one.test group sent_on group_members',
      '>>listed@relay.test relay leaves',
      '>>other@relay.test relay refused relay_not_listed',
    ])
  })

  it('asks the host what it should answer', async () => {
    const [step] = await walk('ann@one.test', world({ 'ann@one.test': mailbox({ forwards: ['x@else.test'] }) }))
    expect(step?.asked).toEqual([
      { hostId: host, table: 'virtual_mailbox_domains', key: 'one.test', expected: '*' },
      { hostId: host, table: 'virtual_alias_maps', key: 'ann@one.test', expected: 'ann@one.test, x@else.test' },
      { hostId: host, table: 'virtual_mailbox_maps', key: 'ann@one.test', expected: '*' },
    ])
  })

  it('is cut where it branches without end', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`l${n}@one.test`, alias([`l${n + 1}@one.test`])]))
    expect((await told('l0@one.test', world(many))).at(-1)).toMatch(/cut unknown$/)
  })
})

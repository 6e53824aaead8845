// The way of one address through what is saved, as Postfix would go it: alias domain, the address itself, the same without its plus, the catch-all
// (virtual(5)). Every address is looked at once; one that leads back to itself is a loop. Pure but for `find`, which reads what an address is.
import type { LookupTable } from '#lib/protocol/queue'
import type { RouteStep, StepNote } from './schema'

export type FoundDomain =
  | { kind: 'hosted'; name: string; hostId: string; off: boolean }
  | { kind: 'alias'; name: string; target: string; hostId: string; off: boolean }
  | { kind: 'relay'; name: string; hostId: string; off: boolean; listed: boolean; nextHop: string | null }

export type FoundAddress =
  | { kind: 'mailbox'; id: string; enabled: boolean; keepCopy: boolean; forwards: string[]; filters: number; vacation: boolean }
  | { kind: 'alias'; id: string; enabled: boolean; expired: boolean; destinations: string[] }
  | { kind: 'group'; id: string; enabled: boolean; whoMayPost: 'anyone' | 'domain' | 'members' | 'senders'; members: string[] }

export type Find = {
  /** null: none of ours, or none that the asker may see. */
  domain: (name: string) => Promise<FoundDomain | null>
  /** `@domain` is the catch-all. */
  address: (address: string) => Promise<FoundAddress | null>
  isRelayRecipient: (domain: string, localPart: string) => Promise<boolean>
}

export type Asked = { hostId: string; table: LookupTable; key: string; expected: string }
/** A step, and what is to be asked of a host about it. */
export type WalkedStep = Omit<RouteStep, 'lookups'> & { asked: Asked[] }

const stepsMax = 200
const depthMax = 20

export async function walk(address: string, find: Find): Promise<WalkedStep[]> {
  const steps: WalkedStep[] = []
  await follow(address.toLowerCase(), 0, new Set(), { steps, find })
  return steps
}

type Walk = { steps: WalkedStep[]; find: Find }
const split = (address: string) => ({
  local: address.slice(0, address.lastIndexOf('@')),
  domain: address.slice(address.lastIndexOf('@') + 1),
})
const note = (code: StepNote, values: Record<string, string | number> = {}) => ({ code, values })

async function follow(address: string, depth: number, path: ReadonlySet<string>, { steps, find }: Walk): Promise<void> {
  const put = (kind: RouteStep['kind'], fate: RouteStep['fate'], parts: Partial<WalkedStep> = {}) =>
    steps.push({ depth, address, kind, fate, notes: [], id: null, asked: [], ...parts })
  const on = (next: string, own = address) => follow(next.toLowerCase(), depth + 1, new Set([...path, own]), { steps, find })
  if (path.has(address)) return void put('loop', 'loop')
  if (steps.length >= stepsMax || depth > depthMax) return void put('cut', 'unknown')
  const { local, domain: name } = split(address)
  const domain = await find.domain(name)
  if (domain === null) return void put('outside', 'leaves')
  if (domain.off)
    return void put('domain_off', 'refused', {
      asked: [{ hostId: domain.hostId, table: 'virtual_mailbox_domains', key: name, expected: '' }],
    })
  const { hostId } = domain
  const ask = (table: LookupTable, key: string, expected: string): Asked => ({ hostId, table, key, expected })
  if (domain.kind === 'relay') return relay(put, domain, local, find, ask)
  const known = depth === 0 ? [ask('virtual_mailbox_domains', name, '*')] : []
  if (domain.kind === 'alias') {
    const target = `${local}@${domain.target}`
    const exact = await find.address(target)
    const catchAll = exact ? null : await find.address(`@${domain.target}`)
    const asked = exact
      ? [ask('virtual_alias_maps', address, target)]
      : [ask('virtual_alias_maps', address, ''), ask('virtual_alias_maps', `@${name}`, catchAll ? `@${domain.target}` : '')]
    put('alias_domain', 'sent_on', { asked: [...known, ...(local.includes('+') ? [] : asked)] })
    return on(target)
  }
  const found = await find.address(address)
  const catchAll = await find.address(`@${name}`)
  const shadowed = catchAll?.kind === 'alias' && catchAll.enabled && !catchAll.expired
  if (found && isThere(found)) return there(put, on, { found, address, known, ask, shadowed })
  const base = local.includes('+') ? `${local.slice(0, local.indexOf('+'))}@${name}` : null
  const atBase = base === null ? null : await find.address(base)
  if (base !== null && atBase && isThere(atBase)) {
    put('plus', 'sent_on', { asked: [...known, ask('virtual_alias_maps', address, '')] })
    return on(base)
  }
  const behind = found === null ? [] : [off(found), ...(shadowed ? [note('catch_all_behind_disabled')] : [])]
  if (shadowed && catchAll.kind === 'alias') {
    put('catch_all', 'sent_on', {
      id: catchAll.id,
      notes: behind,
      asked: [...known, ask('virtual_alias_maps', address, ''), ask('virtual_alias_maps', `@${name}`, catchAll.destinations.join(', '))],
    })
    for (const destination of catchAll.destinations) await on(destination)
    return
  }
  put('unknown', 'refused', {
    notes: behind,
    asked: [...known, ask('virtual_alias_maps', address, ''), ask('virtual_mailbox_maps', address, '')],
  })
}

/** A mailbox is there also while it is disabled: nobody else gets its mail. What else is disabled is not on the host. */
const isThere = (found: FoundAddress): boolean => found.kind === 'mailbox' || (found.enabled && !('expired' in found && found.expired))

const off = (found: FoundAddress) =>
  note(found.kind === 'group' ? 'group_disabled' : 'expired' in found && found.expired ? 'alias_expired' : 'alias_disabled')

type Put = (kind: RouteStep['kind'], fate: RouteStep['fate'], parts?: Partial<WalkedStep>) => void
type Ask = (table: LookupTable, key: string, expected: string) => Asked
type There = { found: FoundAddress; address: string; known: Asked[]; ask: Ask; shadowed: boolean }

async function there(put: Put, on: (next: string) => Promise<void>, { found, address, known, ask, shadowed }: There): Promise<void> {
  const shadow = shadowed ? [note('catch_all_shadowed')] : []
  if (found.kind === 'mailbox') {
    const { id, enabled, keepCopy, forwards, filters, vacation } = found
    if (!enabled) {
      const asked = [...known, ask('recipients', address, '*'), ask('virtual_alias_maps', address, address)]
      return put('mailbox', 'refused', { id, notes: [note('mailbox_disabled'), ...shadow], asked })
    }
    const stays = forwards.length === 0 || keepCopy
    const goals = forwards.length === 0 ? [address] : keepCopy ? [address, ...forwards] : forwards
    const notes = [
      ...(stays ? [] : [note('forwards_without_copy')]),
      ...(stays && filters > 0 ? [note('filters', { count: filters })] : []),
      ...(stays && vacation ? [note('vacation')] : []),
      ...shadow,
    ]
    const asked = [...known, ask('virtual_alias_maps', address, goals.join(', ')), ask('virtual_mailbox_maps', address, '*')]
    put('mailbox', forwards.length === 0 ? 'delivered' : keepCopy ? 'delivered_and_sent_on' : 'sent_on', { id, notes, asked })
    for (const forward of forwards) await on(forward)
    return
  }
  const goals = found.kind === 'alias' ? found.destinations : found.members
  const rule = found.kind === 'group' && found.whoMayPost !== 'anyone' ? [note(`group_${found.whoMayPost}`)] : []
  put(found.kind, 'sent_on', {
    id: found.id,
    notes: [...rule, ...shadow],
    asked: [...known, ask('virtual_alias_maps', address, goals.join(', '))],
  })
  for (const goal of goals) await on(goal)
}

async function relay(put: Put, domain: Extract<FoundDomain, { kind: 'relay' }>, local: string, find: Find, ask: Ask): Promise<void> {
  const { name, listed, nextHop } = domain
  const takes = !listed || (await find.isRelayRecipient(name, local))
  const asked = [
    ask('relay_domains', name, '*'),
    ask('transport_maps', name, nextHop === null ? '' : '*'),
    listed ? ask('relay_recipient_maps', `${local}@${name}`, takes ? '*' : '') : ask('relay_recipient_maps', `@${name}`, '*'),
  ]
  const notes = listed ? (takes ? [] : [note('relay_not_listed')]) : [note('relay_unlisted')]
  put('relay', takes ? 'leaves' : 'refused', { notes, asked })
}

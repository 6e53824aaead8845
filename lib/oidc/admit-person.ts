// From what the provider says to an administrator. Somebody is found by issuer and subject; by address only the first time, and then bound. A
// role that the provider decides is that of its groups at every sign-in: who lost them is disabled until they are back. The last owner
// who can sign in is never touched.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { anyAddress, lineText } from '#lib/addresses/input'
import { systemActor } from '#lib/auth/actor'
import { noAdministratorPassword } from '#lib/auth/administrator-password'
import { lockOwners } from '#lib/auth/owners'
import { factorColumns } from '#lib/auth/second-factor'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import type { Prisma } from '#lib/db/generated/client'
import type { Role } from '#lib/db/generated/enums'
import type { Claims } from './claims'
import { ProviderRefusal } from './refusal'
import { decidesRoles, domainsOf, roleOf } from './role-of'
import type { ProviderSettings } from './schema'

const by = systemActor('sign-in provider')
const columns = { include: { _count: factorColumns._count } } as const
export type Person = Omit<Prisma.AdministratorGetPayload<typeof columns>, 'passwordHash' | 'totpSealed'>
type Identity = { id: string; withdrawnAt: Date | null }
type Found = { person: Person; identity: Identity; entries: ChangeEntry[] }

/** Throws ProviderRefusal. */
export async function admitPerson(settings: ProviderSettings, claims: Claims): Promise<Person> {
  const role = roleOf(settings, claims.groups)
  const { value } = await recordChange(by, 'people.write', async (tx) => {
    // Two first sign-ins at once make one person.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${claims.issuer} ${claims.subject}`}, 0))`
    const found = (await findBound(tx, claims)) ?? (await bind(tx, settings, claims, role))
    const { person, entries } = await follow(tx, settings, found, role)
    if (person.role === 'domain_admin' && !person.disabledAt) entries.push(...(await followDomains(tx, settings, person, claims.groups)))
    await tx.oidcIdentity.update({ where: { id: found.identity.id }, data: { lastUsedAt: new Date() } })
    return { value: person, entries: [...found.entries, ...entries], domains: [] }
  })
  // What was taken away stays so; therefore only now.
  if (value.disabledAt) throw new ProviderRefusal(role === null && decidesRoles(settings) ? 'no_role' : 'disabled', value.address)
  return value
}

async function findBound(tx: Tx, { issuer, subject }: Claims): Promise<Found | null> {
  const row = await tx.oidcIdentity.findUnique({ where: { issuer_subject: { issuer, subject } }, include: { administrator: columns } })
  return row && { person: row.administrator, identity: row, entries: [] }
}

async function bind(tx: Tx, settings: ProviderSettings, claims: Claims, role: Role | null): Promise<Found> {
  const address = anyAddress.safeParse(claims.email ?? '').data?.toLowerCase()
  if (address === undefined) throw new ProviderRefusal('email_missing')
  if (settings.requireVerifiedEmail && !claims.emailVerified) throw new ProviderRefusal('email_unverified', address)
  const { issuer, subject } = claims
  const known = await tx.administrator.findUnique({ where: { address }, ...columns })
  if (known && (await tx.oidcIdentity.count({ where: { administratorId: known.id, issuer } })) > 0)
    throw new ProviderRefusal('bound_elsewhere', address)
  if (!known && settings.admits === 'known') throw new ProviderRefusal('unknown', address)
  if (!known && role === null) throw new ProviderRefusal('no_role', address)
  const person = known ?? (await create(tx, address, claims.name, role as Role))
  const identity = await tx.oidcIdentity.create({ data: { id: randomUUID(), administratorId: person.id, issuer, subject } })
  const made = known ? [] : [entryOf(person, 'administrator.create', { after: { address, name: person.name, role: person.role } })]
  return { person, identity, entries: [...made, entryOf(person, 'administrator.bind', { after: { issuer, subject } })] }
}

async function create(tx: Tx, address: string, said: string | null, role: Role): Promise<Person> {
  const name = lineText(100).safeParse((said ?? '').slice(0, 100)).data || address
  const passwordHash = await noAdministratorPassword()
  return tx.administrator.create({ data: { id: randomUUID(), address, name, role, passwordHash, passwordSetAt: null }, ...columns })
}

/** What the groups of now change. */
async function follow(tx: Tx, settings: ProviderSettings, { person, identity }: Found, role: Role | null) {
  const unchanged = { person, entries: [] as ChangeEntry[] }
  if (!decidesRoles(settings)) return unchanged
  // Who was disabled by a person stays disabled; who lost the groups comes back with them.
  const withdrawn = identity.withdrawnAt !== null && person.disabledAt?.getTime() === identity.withdrawnAt.getTime()
  if (person.disabledAt && !(withdrawn && role !== null)) return unchanged
  if (role === person.role && !person.disabledAt) return unchanged
  if (person.role === 'owner' && role !== 'owner' && (await isLastOwner(tx, person.id))) {
    if (role === null) throw new ProviderRefusal('no_role', person.address)
    return unchanged
  }
  const disabledAt = role === null ? new Date() : null
  const after = await tx.administrator.update({
    where: { id: person.id },
    data: { ...(role !== null && { role }), disabledAt, version: { increment: 1 } },
    ...columns,
  })
  await tx.oidcIdentity.update({ where: { id: identity.id }, data: { withdrawnAt: disabledAt } })
  await tx.session.updateMany({ where: { administratorId: person.id, revokedAt: null }, data: { revokedAt: new Date() } })
  const shown = ({ role: its, disabledAt: end }: Person) => ({ role: its, enabled: end === null })
  return { person: after, entries: [entryOf(person, 'administrator.update', { before: shown(person), after: shown(after) })] }
}

/** Of the domains that groups give, those that are here. What a person gave stays. */
async function followDomains(tx: Tx, settings: ProviderSettings, person: Person, groups: readonly string[] | null): Promise<ChangeEntry[]> {
  if (settings.groupDomains.length === 0) return []
  const administratorId = person.id
  const own = { administratorId, grantedBy: by.name }
  const [before, wanted] = await Promise.all([
    tx.domainGrant.findMany({ where: { administratorId }, include: { domain: { select: { name: true } } } }),
    tx.domain.findMany({ where: { name: { in: domainsOf(settings, groups) }, targetId: null }, select: { id: true, name: true } }),
  ])
  const held = new Set(before.map(({ domainId }) => domainId))
  const lost = before.filter(({ domainId, grantedBy }) => grantedBy === by.name && !wanted.some(({ id }) => id === domainId))
  const won = wanted.filter(({ id }) => !held.has(id))
  if (lost.length === 0 && won.length === 0) return []
  await tx.domainGrant.deleteMany({ where: { ...own, domainId: { in: lost.map(({ domainId }) => domainId) } } })
  await tx.domainGrant.createMany({ data: won.map(({ id }) => ({ ...own, domainId: id })) })
  const names = { before: before.map(({ domain }) => domain.name).sort(), gone: new Set(lost.map(({ domain }) => domain.name)) }
  const after = [...names.before.filter((name) => !names.gone.has(name)), ...won.map(({ name }) => name)].sort()
  return [entryOf(person, 'administrator.update', { before: { domains: names.before }, after: { domains: after } })]
}

/** No other owner could get in when the provider does not let them. */
const isLastOwner = async (tx: Tx, id: string): Promise<boolean> => (await lockOwners(tx)).every((owner) => owner === id)

const entryOf = (person: Person, action: string, changed: Pick<ChangeEntry, 'before' | 'after'>): ChangeEntry => ({
  action,
  subjectKind: 'administrator',
  subjectId: person.id,
  subjectName: person.address,
  ...changed,
})

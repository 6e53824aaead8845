// Fixtures for tests against a real Postgres. Refuses any database that is not on this computer. Rows are made directly where no
// command is under test; names are new at each call, so that tests share a database without seeing each other.
import { randomBytes } from 'node:crypto'
import type { AdministratorActor } from '#lib/auth/actor'
import { administratorActor } from '#lib/auth/administrator-actor'
import { db } from './client'
import type { DomainKind, Role } from './generated/enums'
import { uuid7 } from './uuid7'

const localHosts = new Set(['127.0.0.1', 'localhost', '[::1]', ''])

function assertLocal(): void {
  const url = new URL(process.env.DATABASE_URL ?? 'postgresql://nowhere/none')
  const host = url.searchParams.get('host') ?? url.hostname
  if (!localHosts.has(host) && !host.startsWith('/')) throw new Error(`tests refuse the database on ${host}`)
}

export const unique = (): string => randomBytes(5).toString('hex')

export const asOwner = (): Promise<AdministratorActor> => givenAdministrator('owner')

/** `domains`: what a domain administrator is given. */
export async function givenAdministrator(role: Role, domains: readonly { id: string }[] = []): Promise<AdministratorActor> {
  assertLocal()
  const name = `${role}-${unique()}`
  const row = await db().administrator.create({ data: { address: `${name}@example.test`, name, role, passwordHash: '!' } })
  await db().domainGrant.createMany({ data: domains.map(({ id }) => ({ administratorId: row.id, domainId: id, grantedBy: 'test' })) })
  return administratorActor(row, 'ui')
}

export async function givenHost(given: { name?: string; address?: string; port?: number; hostKey?: string } = {}) {
  assertLocal()
  const { name = `host-${unique()}`, address = '127.0.0.1', port = 9, hostKey = 'ssh-ed25519 AAAA' } = given
  return db().host.create({ data: { name, address, port, hostKey } })
}

export async function givenDomain(given: { name?: string; hostId?: string; kind?: DomainKind; targetId?: string; enabled?: boolean } = {}) {
  assertLocal()
  const { name = `d-${unique()}.example.test`, kind = 'hosted', targetId, enabled = true } = given
  const hostId = given.hostId ?? (await givenHost()).id
  return db().domain.create({ data: { name, unicodeName: name, kind, hostId, targetId, enabled } })
}

/** A mailbox with its claim and counter, as the commands would leave it. The hash is that of no password. */
export async function givenMailbox(domain: { id: string; name: string }, localPart = `u-${unique()}`) {
  assertLocal()
  const address = `${localPart}@${domain.name}`
  const id = uuid7()
  const [mailbox] = await db().$transaction([
    db().mailbox.create({
      data: { id, domainId: domain.id, localPart, address, passwordHash: '{SHA512-CRYPT}$6$none$none', quotaBytes: 1_073_741_824n },
    }),
    db().addressClaim.create({ data: { address, domainId: domain.id, kind: 'mailbox', ownerId: id } }),
    db().domain.update({
      where: { id: domain.id },
      data: { mailboxCount: { increment: 1 }, quotaSumBytes: { increment: 1_073_741_824n } },
    }),
  ])
  return mailbox
}

/** Empties every table, the append-only ones included: a superuser's right that no code outside tests uses. */
export async function emptyDatabase(): Promise<void> {
  assertLocal()
  const tables = await db().$queryRaw<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`
  await asSuperuser(`truncate ${tables.map((table) => table.name).join(', ')} cascade`)
}

/** Runs one statement with triggers asleep, as somebody with the keys of the database could. */
export async function asSuperuser(statement: string): Promise<void> {
  assertLocal()
  await db().$transaction([db().$executeRawUnsafe('set local session_replication_role = replica'), db().$executeRawUnsafe(statement)])
}

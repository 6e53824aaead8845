// Administrators are made, changed, disabled and deleted. There is always one owner who can sign in. Sessions end with a new password,
// a new role and a disabling. Who may do it to whom is lib/auth/hierarchy.ts.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { hashAdministratorPassword, noAdministratorPassword } from '#lib/auth/administrator-password'
import { administratorPasswordRefusals } from '#lib/auth/administrator-password-rule'
import { requireManages } from '#lib/auth/hierarchy'
import { lockOwners } from '#lib/auth/owners'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, lockRow } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { endAll } from './end-sessions'
import { grantRefusals, noGrants, writeGrants } from './grants'
import { sendInvitation } from './invitation'
import {
  type AdministratorMade,
  type AdministratorView,
  type CreateAdministratorInput,
  createAdministratorInput,
  type SetPasswordInput,
  setPasswordInput,
  type UpdateAdministratorInput,
  updateAdministratorInput,
} from './schema'
import { administratorViewOf, lastSession } from './view'

/** With a password, or invited to choose one. */
export function createAdministrator(actor: Actor, input: CreateAdministratorInput): Promise<Outcome<AdministratorMade>> {
  return asOutcome(async () => {
    requirePermission(actor, 'people.write')
    const { invite, password, ...wanted } = requireValid(createAdministratorInput, input)
    requireManages(actor, wanted.role)
    denyAll(grantRefusals(wanted.role, wanted))
    if (invite && password !== null) deny('invite_or_password', 'password')
    const passwordHash = invite ? await noAdministratorPassword() : await checkedHash(password ?? '', wanted)
    return recordChange(actor, 'people.write', async (tx) => {
      const made = await insert(tx, actor, { ...wanted, invite }, passwordHash)
      const link = invite ? await sendInvitation(tx, made.value) : null
      return { ...made, value: { ...made.value, link } }
    })
  })
}

async function checkedHash(password: string, { address, name }: { address: string; name: string }): Promise<string> {
  denyAll(await administratorPasswordRefusals(password, [address, name]))
  return hashAdministratorPassword(password)
}

/** At first start: refused as soon as there is an administrator, however many ask at once. */
export function createOwner(
  actor: Actor,
  input: Pick<CreateAdministratorInput, 'address' | 'name' | 'locale' | 'password'>,
): Promise<Outcome<AdministratorView>> {
  return asOutcome(async () => {
    const { password, ...wanted } = requireValid(createAdministratorInput, { ...input, role: 'owner' })
    const passwordHash = await checkedHash(password ?? '', wanted)
    return recordChange(actor, 'people.write', async (tx) => {
      await tx.$executeRaw`lock table "Administrator" in share row exclusive mode`
      if ((await tx.administrator.count()) > 0) deny('owner_exists')
      return insert(tx, actor, wanted, passwordHash)
    })
  })
}

export function updateAdministrator(
  actor: Actor,
  id: string,
  version: number,
  input: UpdateAdministratorInput,
): Promise<Outcome<AdministratorView>> {
  return asOutcome(async () => {
    const { enabled, domains, ...columns } = requireValid(updateAdministratorInput, input)
    return recordChange(actor, 'people.write', async (tx) => {
      const view = await lockedBelow(tx, actor, id, version)
      const role = columns.role ?? view.role
      requireManages(actor, role)
      const changed = changedFields(view, { ...columns, ...(role === 'domain_admin' ? { domains } : noGrants), enabled })
      denyAll(grantRefusals(role, { domains, ...columns }))
      if (!changed) return { value: view, entries: [], domains: [] }
      const disabledAt = enabled === undefined ? undefined : enabled ? null : new Date()
      if (changed.after.domains) await writeGrants(tx, actor, id, changed.after.domains)
      const held = role === 'domain_admin' ? {} : { mailboxesMax: null, quotaMaxBytes: null }
      const row = await tx.administrator.update({
        where: { id },
        data: { ...columns, ...held, disabledAt, version: { increment: 1 } },
        include: lastSession,
      })
      await requireOwner(tx)
      if ('role' in changed.after || enabled === false) await endAll(tx, id)
      return recorded(administratorViewOf(row), { action: 'administrator.update', ...changed })
    })
  })
}

export function setAdministratorPassword(actor: Actor, id: string, input: SetPasswordInput): Promise<Outcome<AdministratorView>> {
  return asOutcome(async () => {
    const { password } = requireValid(setPasswordInput, input)
    return recordChange(actor, 'people.write', async (tx) => {
      const version = await lockRow(tx, 'Administrator', id)
      const view = await lockedBelow(tx, actor, id, version)
      const passwordHash = await checkedHash(password, view)
      const row = await tx.administrator.update({
        where: { id },
        data: { passwordHash, passwordSetAt: new Date(), version: { increment: 1 } },
        include: lastSession,
      })
      await endAll(tx, id)
      await queueNotice(tx, actor, { administratorId: id }, 'password')
      return recorded(administratorViewOf(row), { action: 'administrator.password', after: { password: '(changed)' } })
    })
  })
}

export function deleteAdministrator(actor: Actor, id: string, version: number): Promise<Outcome<AdministratorView>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      const view = await lockedBelow(tx, actor, id, version)
      await tx.administrator.delete({ where: { id } })
      await requireOwner(tx)
      return recorded(view, { action: 'administrator.delete', before: shown(view) })
    }),
  )
}

type Wanted = Omit<z.output<typeof createAdministratorInput>, 'password'>

async function insert(tx: Tx, actor: Actor, wanted: Wanted, passwordHash: string): Promise<Recorded<AdministratorView>> {
  const { invite, domains, ...columns } = wanted
  if (await tx.administrator.findUnique({ where: { address: columns.address }, select: { id: true } }))
    deny('administrator_exists', 'address', { address: columns.address })
  const id = randomUUID()
  await tx.administrator.create({ data: { id, ...columns, passwordHash, ...(invite && { passwordSetAt: null }) } })
  await writeGrants(tx, actor, id, domains)
  const row = await tx.administrator.findUniqueOrThrow({ where: { id }, include: lastSession })
  const view = administratorViewOf(row)
  return recorded(view, { action: 'administrator.create', after: shown(view) })
}

/** Throws not_found, and forbidden for whom the actor does not manage. */
async function lockedBelow(tx: Tx, actor: Actor, id: string, version: number): Promise<AdministratorView> {
  const current = await lockRow(tx, 'Administrator', id)
  const row = await tx.administrator.findUnique({ where: { id }, include: lastSession })
  if (!row) throw new AppError('not_found', { subject: id })
  const view = administratorViewOf(row)
  requireManages(actor, view.role)
  if (current !== version) await denyConflict(tx, id, current - version, view)
  return view
}

async function requireOwner(tx: Tx): Promise<void> {
  if ((await lockOwners(tx)).length === 0) deny('last_owner')
}

const shown = ({ address, name, role, locale, enabled, invited, domains, mailboxesMax, quotaMaxBytes }: AdministratorView) => ({
  ...{ address, name, role, locale, enabled, invited },
  ...(role === 'domain_admin' && { domains, mailboxesMax, quotaMaxBytes }),
})

function recorded(view: AdministratorView, entry: Pick<ChangeEntry, 'action' | 'before' | 'after'>): Recorded<AdministratorView> {
  return { value: view, entries: [{ ...entry, subjectKind: 'administrator', subjectId: view.id, subjectName: view.address }], domains: [] }
}

// Administrators are made, changed, disabled and deleted. There is always one owner who can sign in. Sessions end with a new password,
// a new role and a disabling.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { hashAdministratorPassword } from '#lib/auth/administrator-password'
import { administratorPasswordRefusals } from '#lib/auth/administrator-password-rule'
import { changedFields, denyConflict, lockRow } from '#lib/changes/edit'
import { type ChangeEntry, type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { endAll } from './end-sessions'
import {
  type AdministratorView,
  type CreateAdministratorInput,
  createAdministratorInput,
  type SetPasswordInput,
  setPasswordInput,
  type UpdateAdministratorInput,
  updateAdministratorInput,
} from './schema'
import { administratorViewOf, lastSession } from './view'

type Wanted = z.output<typeof createAdministratorInput>

export function createAdministrator(actor: Actor, input: CreateAdministratorInput): Promise<Outcome<AdministratorView>> {
  return asOutcome(async () => {
    const wanted = requireValid(createAdministratorInput, input)
    denyAll(await administratorPasswordRefusals(wanted.password, [wanted.address, wanted.name]))
    const passwordHash = await hashAdministratorPassword(wanted.password)
    return recordChange(actor, 'people.write', (tx) => insert(tx, wanted, passwordHash))
  })
}

/** At first start: refused as soon as there is an administrator, however many ask at once. */
export function createOwner(actor: Actor, input: Omit<CreateAdministratorInput, 'role'>): Promise<Outcome<AdministratorView>> {
  return asOutcome(async () => {
    const wanted = requireValid(createAdministratorInput, { ...input, role: 'owner' })
    denyAll(await administratorPasswordRefusals(wanted.password, [wanted.address, wanted.name]))
    const passwordHash = await hashAdministratorPassword(wanted.password)
    return recordChange(actor, 'people.write', async (tx) => {
      await tx.$executeRaw`lock table "Administrator" in share row exclusive mode`
      if ((await tx.administrator.count()) > 0) deny('owner_exists')
      return insert(tx, wanted, passwordHash)
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
    const { enabled, ...columns } = requireValid(updateAdministratorInput, input)
    return recordChange(actor, 'people.write', async (tx) => {
      const view = await locked(tx, id, version)
      const changed = changedFields(view, { ...columns, enabled })
      if (!changed) return { value: view, entries: [], domains: [] }
      const disabledAt = enabled === undefined ? undefined : enabled ? null : new Date()
      const row = await tx.administrator.update({
        where: { id },
        data: { ...columns, disabledAt, version: { increment: 1 } },
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
      const view = await locked(tx, id, version)
      denyAll(await administratorPasswordRefusals(password, [view.address, view.name]))
      const passwordHash = await hashAdministratorPassword(password)
      const row = await tx.administrator.update({ where: { id }, data: { passwordHash, version: { increment: 1 } }, include: lastSession })
      await endAll(tx, id)
      return recorded(administratorViewOf(row), { action: 'administrator.password', after: { password: '(changed)' } })
    })
  })
}

export function deleteAdministrator(actor: Actor, id: string, version: number): Promise<Outcome<AdministratorView>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      const view = await locked(tx, id, version)
      await tx.administrator.delete({ where: { id } })
      await requireOwner(tx)
      return recorded(view, { action: 'administrator.delete', before: shown(view) })
    }),
  )
}

async function insert(tx: Tx, { password: _, ...columns }: Wanted, passwordHash: string): Promise<Recorded<AdministratorView>> {
  if (await tx.administrator.findUnique({ where: { address: columns.address }, select: { id: true } }))
    deny('administrator_exists', 'address', { address: columns.address })
  const row = await tx.administrator.create({ data: { id: randomUUID(), ...columns, passwordHash }, include: lastSession })
  const view = administratorViewOf(row)
  return recorded(view, { action: 'administrator.create', after: shown(view) })
}

async function locked(tx: Tx, id: string, version: number): Promise<AdministratorView> {
  const current = await lockRow(tx, 'Administrator', id)
  const row = await tx.administrator.findUnique({ where: { id }, include: lastSession })
  if (!row) throw new AppError('not_found', { subject: id })
  const view = administratorViewOf(row)
  if (current !== version) await denyConflict(tx, id, current - version, view)
  return view
}

/** Looks at every row under a lock, or two owners could demote each other at the same moment. */
async function requireOwner(tx: Tx): Promise<void> {
  const owners = await tx.$queryRaw<unknown[]>`select id from "Administrator" where role = 'owner' and "disabledAt" is null for update`
  if (owners.length === 0) deny('last_owner')
}

const shown = ({ address, name, role, locale, enabled }: AdministratorView) => ({ address, name, role, locale, enabled })

function recorded(view: AdministratorView, entry: Pick<ChangeEntry, 'action' | 'before' | 'after'>): Recorded<AdministratorView> {
  return { value: view, entries: [{ ...entry, subjectKind: 'administrator', subjectId: view.id, subjectName: view.address }], domains: [] }
}

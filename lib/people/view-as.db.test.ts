import { beforeAll, expect, it } from 'vitest'
import { createAlias } from '#lib/aliases/commands'
import type { AdministratorActor } from '#lib/auth/actor'
import { administratorActor } from '#lib/auth/administrator-actor'
import { may, permissions, readable } from '#lib/auth/permissions'
import { findSession } from '#lib/auth/sessions'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import { updateAdministrator } from './commands'
import { startViewing, stopViewing } from './view-as'

let owner: AdministratorActor
let viewed: AdministratorActor
let sessionId: string

beforeAll(async () => {
  owner = await asOwner()
  viewed = await givenAdministrator('domain_admin', [await givenDomain()])
  sessionId = (await db().session.create({ data: { administratorId: owner.id, expiresAt: new Date(Date.now() + 600_000) } })).id
})

const viewing = async () => (await findSession(sessionId))?.viewing

it('is held by the session, and begins and ends in the audit under the owner’s name', async () => {
  expect(await startViewing(owner, sessionId, viewed.id)).toMatchObject({ ok: true })
  expect(await viewing()).toMatchObject({ id: viewed.id, role: 'domain_admin' })
  expect(await stopViewing(owner, sessionId)).toMatchObject({ ok: true })
  expect(await viewing()).toBeNull()
  const entries = await db().change.findMany({ where: { subjectId: viewed.id }, orderBy: { id: 'asc' } })
  expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['administrator.view', owner.id],
    ['administrator.view-end', owner.id],
  ])
})

it('reads what that person reads and writes nothing', async () => {
  const looking = { ...(await administratorActor(viewed, 'ui', { permissions: new Set(readable), domainIds: null })), viewedBy: owner }
  expect(looking.scope).toEqual(viewed.scope)
  expect(permissions.filter((permission) => may(looking, permission) && !permission.endsWith('.read'))).toEqual([])
  const address = `x@${viewed.scope === 'all' ? '' : viewed.scope.names[0]}`
  await expect(createAlias(looking, { address, destinations: ['a@example.org'] })).rejects.toMatchObject({ code: 'forbidden' })
  // Also where the permissions were not narrowed.
  await expect(createAlias({ ...viewed, viewedBy: owner }, { address, destinations: ['a@example.org'] })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

it('is of one’s own session only', async () => {
  const other = await asOwner()
  await expect(startViewing(other, sessionId, viewed.id)).rejects.toThrow()
  expect(await viewing()).toBeNull()
})

it('ends by itself when that person is no domain administrator any more', async () => {
  await startViewing(owner, sessionId, viewed.id)
  await updateAdministrator(owner, viewed.id, 1, { role: 'auditor' })
  expect(await viewing()).toBeNull()
})

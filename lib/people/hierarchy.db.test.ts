// A lower role never edits, resets, disables, ends sessions of, removes factors of or grants an equal or higher one. Owners alone manage equals.
import { describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'
import { asOwner, givenAdministrator, unique } from '#lib/db/testing'
import { unbindPerson } from '#lib/oidc/bindings'
import { createAdministrator, deleteAdministrator, setAdministratorPassword, updateAdministrator } from './commands'
import { inviteAgain } from './invitation'
import { endPersonSessions } from './person-sessions'
import { listPersonSessions, listTokens } from './queries'
import { removeSecondFactor } from './second-factor'
import { createToken, revokeToken } from './token-commands'
import { startViewing } from './view-as'

const roles = ['owner', 'admin', 'domain_admin', 'auditor'] as const
const password = 'orchard-quiet-lantern-7'

/** Whom each role manages, and whom an owner may look as. */
const manages: Record<Role, readonly Role[]> = {
  owner: roles,
  admin: ['domain_admin', 'auditor'],
  domain_admin: [],
  auditor: [],
}

type Target = { id: string; session: string; token: string }
type Deed = (actor: AdministratorActor, target: Target) => Promise<unknown>

const deeds: Record<string, Deed> = {
  'change the name of': (actor, { id }) => updateAdministrator(actor, id, 1, { name: 'Changed' }),
  disable: (actor, { id }) => updateAdministrator(actor, id, 1, { enabled: false }),
  'set the password of': (actor, { id }) => setAdministratorPassword(actor, id, { password }),
  'see the sessions of': (actor, { id }) => listPersonSessions(actor, id),
  'end a session of': (actor, { id, session }) => endPersonSessions(actor, id, session),
  'end all sessions of': (actor, { id }) => endPersonSessions(actor, id, null),
  'remove the second factor of': (actor, { id }) => removeSecondFactor(actor, id),
  'unbind from the sign-in provider': (actor, { id }) => unbindPerson(actor, id),
  'invite again': async (actor, { id }) => {
    await db().administrator.update({ where: { id }, data: { passwordSetAt: null } })
    return inviteAgain(actor, id)
  },
  'end a token of': (actor, { token }) => revokeToken(actor, token),
  delete: (actor, { id }) => deleteAdministrator(actor, id, 1),
}

async function givenTarget(role: Role): Promise<Target> {
  const { id } = await givenAdministrator(role)
  await db().administrator.update({ where: { id }, data: { totpSince: new Date() } })
  const session = await db().session.create({ data: { administratorId: id, expiresAt: new Date(Date.now() + 86_400_000) } })
  const token = await db().apiToken.create({ data: { administratorId: id, name: 'x', selector: unique(), secretHash: 'x' } })
  return { id, session: session.id, token: token.id }
}

const stateOf = (id: string) =>
  db().administrator.findUnique({
    where: { id },
    omit: { passwordHash: false },
    include: { sessions: { orderBy: { id: 'asc' } }, tokens: { orderBy: { id: 'asc' } }, grants: true },
  })

const cases = Object.keys(deeds).flatMap((deed) => roles.flatMap((role) => roles.map((target) => [role, deed, target] as const)))

describe('between administrators', () => {
  it.each(cases)('%s: %s %s', async (role, deed, targetRole) => {
    const [actor, target] = [await givenAdministrator(role), await givenTarget(targetRole)]
    const run = deeds[deed]
    if (!run) throw new Error(deed)
    if (manages[role].includes(targetRole)) {
      const outcome = await run(actor, target)
      expect(Array.isArray(outcome) || outcome).toEqual(Array.isArray(outcome) || expect.objectContaining({ ok: true }))
      return
    }
    if (deed === 'invite again') await db().administrator.update({ where: { id: target.id }, data: { passwordSetAt: null } })
    const before = await stateOf(target.id)
    await expect(run(actor, target)).rejects.toMatchObject({ code: expect.stringMatching(/^(forbidden|not_found)$/) })
    expect(await stateOf(target.id)).toEqual(before)
  })

  it.each(roles.flatMap((role) => roles.map((given) => [role, given] as const)))(
    '%s: make or promote somebody to %s',
    async (role, given) => {
      const actor = await givenAdministrator(role)
      const below = await givenAdministrator('auditor')
      const input = { address: `n-${unique()}@example.test`, name: 'New', role: given, password }
      const allowed = manages[role].includes(given)
      const deed = async () => [await createAdministrator(actor, input), await updateAdministrator(actor, below.id, 1, { role: given })]
      if (allowed) expect((await deed()).map((outcome) => outcome.ok)).toEqual([true, true])
      else {
        await expect(createAdministrator(actor, input)).rejects.toMatchObject({ code: 'forbidden' })
        await expect(updateAdministrator(actor, below.id, 1, { role: given })).rejects.toMatchObject({ code: 'forbidden' })
        expect(await db().administrator.count({ where: { address: input.address } })).toBe(0)
      }
    },
  )

  it('nobody raises themselves', async () => {
    for (const role of ['admin', 'domain_admin', 'auditor'] as const) {
      const actor = await givenAdministrator(role)
      await expect(updateAdministrator(actor, actor.id, 1, { role: 'owner' })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('an owner looks as a domain administrator and as nobody else; nobody else looks as anybody', async () => {
    for (const role of roles) {
      const actor = await givenAdministrator(role)
      const { id: sessionId } = await db().session.create({ data: { administratorId: actor.id, expiresAt: new Date(Date.now() + 60_000) } })
      for (const target of roles) {
        const { id } = await givenAdministrator(target)
        const looking = startViewing(actor, sessionId, id)
        if (role !== 'owner') await expect(looking).rejects.toMatchObject({ code: 'forbidden' })
        else expect([target, (await looking).ok]).toEqual([target, target === 'domain_admin'])
      }
    }
  })

  it('an admin sees the tokens of those below, and not those of others', async () => {
    const admin = await givenAdministrator('admin')
    const [owner, below] = [await asOwner(), await givenAdministrator('domain_admin')]
    for (const of of [owner, below]) await createToken(of, { name: `of ${of.id}` })
    const names = (await listTokens(admin)).map(({ name }) => name)
    expect(names).toContain(`of ${below.id}`)
    expect(names).not.toContain(`of ${owner.id}`)
  })
})

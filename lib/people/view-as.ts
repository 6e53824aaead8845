// An owner looks at the panel as a domain administrator sees it: with that person's role and domains, and without changing anything. The session
// says so, and the audit when it began and ended (docs/decisions/0016).
import 'server-only'
import type { AdministratorActor } from '#lib/auth/actor'
import { isUuid } from '#lib/changes/edit'
import { type Recorded, recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'

type Viewed = { id: string; name: string; address: string }

export function startViewing(actor: AdministratorActor, sessionId: string, id: string): Promise<Outcome<{ name: string }>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      if (actor.role !== 'owner') throw new AppError('forbidden', { subject: 'people.write' })
      const viewed = isUuid(id) ? await tx.administrator.findUnique({ where: { id } }) : null
      if (!viewed) throw new AppError('not_found', { subject: id.slice(0, 40) })
      if (viewed.role !== 'domain_admin' || viewed.disabledAt) deny('view_only_domain_admin', null, { name: viewed.name })
      await tx.session.update({ where: { id: sessionId, administratorId: actor.id }, data: { viewingId: id } })
      return recorded('administrator.view', viewed)
    }),
  )
}

/** By the owner, as themselves. */
export function stopViewing(actor: AdministratorActor, sessionId: string): Promise<Outcome<{ name: string }>> {
  return asOutcome(() =>
    recordChange(actor, 'account.write', async (tx) => {
      const session = await tx.session.findUnique({ where: { id: sessionId, administratorId: actor.id }, include: { viewing: true } })
      if (!session?.viewing) return { value: { name: '' }, entries: [], domains: [] }
      await tx.session.update({ where: { id: sessionId }, data: { viewingId: null } })
      return recorded('administrator.view-end', session.viewing)
    }),
  )
}

const recorded = (action: string, { id, name, address }: Viewed): Recorded<{ name: string }> => ({
  value: { name },
  entries: [{ action, subjectKind: 'administrator', subjectId: id, subjectName: address }],
  domains: [],
})

// Which account at the provider an administrator is bound to, and the end of that: they are bound anew at their next sign-in.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requireManages } from '#lib/auth/hierarchy'
import { isUuid } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'

export function unbindPerson(actor: Actor, idOrAddress: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      const where = isUuid(idOrAddress) ? { id: idOrAddress } : { address: idOrAddress.toLowerCase() }
      const person = await tx.administrator.findUnique({ where, include: { identities: true } })
      if (!person) throw new AppError('not_found', { subject: idOrAddress })
      requireManages(actor, person.role)
      const before = { identities: person.identities.map(({ issuer, subject }) => `${issuer} ${subject}`) }
      if (before.identities.length === 0) return { value: null, entries: [], domains: [] }
      await tx.oidcIdentity.deleteMany({ where: { administratorId: person.id } })
      await tx.session.updateMany({ where: { administratorId: person.id, revokedAt: null }, data: { revokedAt: new Date() } })
      const entry = { subjectKind: 'administrator', subjectId: person.id, subjectName: person.address }
      return { value: null, entries: [{ action: 'administrator.unbind', ...entry, before, after: { identities: [] } }], domains: [] }
    }),
  )
}

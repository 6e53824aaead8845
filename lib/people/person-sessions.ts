// The sessions of somebody else: ended by who manages them.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requireManages } from '#lib/auth/hierarchy'
import { isUuid, lockRow } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { endAll } from './end-sessions'

/** One of them, or all (null). */
export function endPersonSessions(actor: Actor, id: string, sessionId: string | null): Promise<Outcome<{ ended: number }>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      await lockRow(tx, 'Administrator', id)
      const { role, address } = await tx.administrator.findUniqueOrThrow({ where: { id } })
      requireManages(actor, role)
      const entry = { action: 'session.revoke', subjectKind: 'session', subjectId: sessionId ?? id, subjectName: address }
      if (sessionId === null) {
        const ended = await endAll(tx, id)
        return { value: { ended }, entries: ended > 0 ? [{ ...entry, after: { ended } }] : [], domains: [] }
      }
      const row = isUuid(sessionId) ? await tx.session.findFirst({ where: { id: sessionId, administratorId: id } }) : null
      if (!row) throw new AppError('not_found', { subject: sessionId.slice(0, 40) })
      const { count } = await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } })
      return { value: { ended: count }, entries: count > 0 ? [entry] : [], domains: [] }
    }),
  )
}

// Tokens of the API: made and ended by the person that they act as, or ended by who manages that person.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/actor'
import { newToken } from '#lib/auth/api-token'
import { manages } from '#lib/auth/hierarchy'
import { isUuid } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type CreateTokenInput, createTokenInput, type TokenMade, type TokenView } from './schema'
import { tokenViewOf } from './view'

const withAddress = { administrator: { select: { address: true, role: true } } } as const

/** For the actor; the local command line names whose (`administratorId`). The token is in the answer and nowhere else. */
export function createToken(actor: Actor, input: CreateTokenInput, administratorId?: string): Promise<Outcome<TokenMade>> {
  return asOutcome(async () => {
    const { name, expiresAt } = requireValid(createTokenInput, input)
    const owner = actor.kind === 'administrator' ? actor.id : administratorId
    if (!owner || (administratorId !== undefined && administratorId !== owner)) throw new AppError('forbidden', { subject: 'token.write' })
    const { token, ...columns } = newToken()
    return recordChange(actor, 'token.write', async (tx) => {
      const row = await tx.apiToken.create({
        data: { id: randomUUID(), administratorId: owner, name, expiresAt, ...columns },
        include: withAddress,
      })
      const view = tokenViewOf(row)
      const entry = { action: 'token.create', subjectKind: 'token', subjectId: row.id, subjectName: name }
      return {
        value: { ...view, token },
        entries: [{ ...entry, after: { name, administrator: view.administrator, expiresAt } }],
        domains: [],
      }
    })
  })
}

export function revokeToken(actor: Actor, id: string): Promise<Outcome<TokenView>> {
  return asOutcome(() =>
    recordChange(actor, 'token.write', async (tx) => {
      const row = isUuid(id) ? await tx.apiToken.findUnique({ where: { id }, include: withAddress }) : null
      if (!row || !(ownedBy(actor, row.administratorId) || manages(actor, row.administrator.role)))
        throw new AppError('not_found', { subject: id })
      if (row.revokedAt) return { value: tokenViewOf(row), entries: [], domains: [] }
      const revokedAt = new Date()
      const after = await tx.apiToken.update({ where: { id }, data: { revokedAt }, include: withAddress })
      const entry = { action: 'token.revoke', subjectKind: 'token', subjectId: id, subjectName: row.name }
      return { value: tokenViewOf(after), entries: [{ ...entry, before: { revokedAt: null }, after: { revokedAt } }], domains: [] }
    }),
  )
}

const ownedBy = (actor: Actor, administratorId: string): boolean => actor.kind === 'administrator' && actor.id === administratorId

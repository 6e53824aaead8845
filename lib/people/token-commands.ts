// Tokens of the API: made and ended by the person that they act as, or ended by who manages that person. With a token end all that it made.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/actor'
import { newToken } from '#lib/auth/api-token'
import { manages } from '#lib/auth/hierarchy'
import { isUuid } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type CreateTokenInput, createTokenInput, type TokenMade, type TokenView } from './schema'
import { limitsOf, parentOf } from './token-limits'
import { viewTokens } from './token-view'
import type { TokenRow } from './view'

const withAddress = { administrator: { select: { address: true, role: true } } } as const

type Maker = {
  /** The token that asks; null: a person does. */
  tokenId?: string | null
  /** Whose it is to be, where the local command line asks. */
  administratorId?: string
}

/** The token is in the answer and nowhere else. */
export function createToken(
  actor: Actor,
  input: CreateTokenInput,
  { tokenId = null, administratorId }: Maker = {},
): Promise<Outcome<TokenMade>> {
  return asOutcome(async () => {
    const { name, ...wanted } = requireValid(createTokenInput, input)
    const owner = actor.kind === 'administrator' ? actor.id : administratorId
    if (!owner || (administratorId !== undefined && administratorId !== owner)) throw new AppError('forbidden', { subject: 'token.write' })
    const { token, ...columns } = newToken()
    return recordChange(actor, 'token.write', async (tx) => {
      const limits = await limitsOf(tx, actor, wanted, await parentOf(tx, tokenId))
      const row = await tx.apiToken.create({
        data: { id: randomUUID(), administratorId: owner, name, madeById: tokenId, ...limits, ...columns },
        include: withAddress,
      })
      const view = await viewOf(tx, row)
      const { administrator, access, permissions, domains, networks, expiresAt } = view
      const after = {
        name,
        administrator,
        expiresAt,
        access,
        ...(permissions.length > 0 && { permissions }),
        ...(domains && { domains }),
        ...(networks.length > 0 && { networks }),
      }
      const entry = { action: 'token.create', subjectKind: 'token', subjectId: row.id, subjectName: name }
      return { value: { ...view, token }, entries: [{ ...entry, after }], domains: [] }
    })
  })
}

export function revokeToken(actor: Actor, id: string): Promise<Outcome<TokenView>> {
  return asOutcome(() =>
    recordChange(actor, 'token.write', async (tx) => {
      const row = isUuid(id) ? await tx.apiToken.findUnique({ where: { id }, include: withAddress }) : null
      if (!row || !(ownedBy(actor, row.administratorId) || manages(actor, row.administrator.role)))
        throw new AppError('not_found', { subject: id })
      if (row.revokedAt) return { value: await viewOf(tx, row), entries: [], domains: [] }
      const revokedAt = new Date()
      const ended = await tx.apiToken.updateManyAndReturn({
        where: { id: { in: await madeBy(tx, id) }, revokedAt: null },
        data: { revokedAt },
      })
      const entries = ended.map((token) => ({
        action: 'token.revoke',
        subjectKind: 'token',
        subjectId: token.id,
        subjectName: token.name,
        before: { revokedAt: null },
        after: { revokedAt },
      }))
      return { value: await viewOf(tx, { ...row, revokedAt }), entries, domains: [] }
    }),
  )
}

/** It, and what it made, and what those made. */
async function madeBy(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive made as (
      select id from "ApiToken" where id = ${id}::uuid
      union select t.id from "ApiToken" t join made on t."madeById" = made.id)
    select id::text as id from made`
  return rows.map((row) => row.id)
}

async function viewOf(tx: Tx, row: TokenRow): Promise<TokenView> {
  const [view] = await viewTokens(tx, [row])
  if (!view) throw new AppError('internal')
  return view
}

const ownedBy = (actor: Actor, administratorId: string): boolean => actor.kind === 'administrator' && actor.id === administratorId

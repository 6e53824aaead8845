import type { Tx } from '#lib/db/client'
import type { TokenView } from './schema'
import { type TokenRow, tokenViewOf } from './view'

/** With the names of their domains. */
export async function viewTokens(tx: Pick<Tx, 'domain'>, rows: readonly TokenRow[]): Promise<TokenView[]> {
  const ids = [...new Set(rows.flatMap((row) => row.domainIds))]
  const domains = ids.length === 0 ? [] : await tx.domain.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(domains.map(({ id, name }) => [id, name]))
  return rows.map((row) => tokenViewOf(row, names))
}

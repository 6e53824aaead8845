import type * as z from 'zod'
import type { OperationShape, ResponseOf } from '#lib/web/operation'
import { call, type Sent } from './api-client'
import { UsageError } from './failure'

type Listed = { data: unknown[]; page: { next: string | null } }
type ListOperation = OperationShape & { readonly response: z.ZodType<Listed> }

const pageRows = 200
export const limitOption = { type: 'string', value: 'NUMBER', help: 'how many at most; 100 when left out' } as const

/** The rows of a list up to `limit`, page by page. */
export async function every<O extends ListOperation>(operation: O, sent: Sent, limit: string | undefined): Promise<ResponseOf<O>['data']> {
  const most = limitOf(limit)
  const rows: unknown[] = []
  let cursor: string | null = null
  do {
    const query: Record<string, unknown> = { ...sent.query, limit: Math.min(pageRows, most - rows.length), cursor }
    const { data, page }: Listed = await call(operation, { ...sent, query })
    rows.push(...data)
    cursor = page.next
  } while (cursor !== null && rows.length < most)
  return rows as ResponseOf<O>['data']
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return 100
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError('--limit is a whole number above 0')
  return Number(text)
}

/** Without what was not said: only what is named changes. */
export const said = (options: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

// The answers that routes give: one thing, a page of things, or what a command did.
import type { Actor } from '#lib/auth/actor'
import type { Outcome, Page } from '#lib/outcome'
import type { ChangeView } from './api/envelope'
import { changeView } from './applied'
import { refusedProblem } from './problem'

export const found = <T>(data: T) => ({ body: { data } })
/** With its ETag. */
export const foundVersion = <T extends { version: number }>(data: T) => ({ body: { data }, version: data.version })

/** The page, and RFC 8288 links that are relative so that nothing of the request's Host comes back. */
export function page<T>(request: Request, { rows, next, previous, total }: Page<T>) {
  const links = [linkTo(request, 'next', next), linkTo(request, 'prev', previous)].filter((link) => link !== null)
  const headers: Record<string, string> = links.length === 0 ? {} : { Link: links.join(', ') }
  return { body: { data: rows, page: { next, previous, total } }, headers }
}

function linkTo(request: Request, rel: 'next' | 'prev', cursor: string | null): string | null {
  if (cursor === null) return null
  const { pathname, searchParams } = new URL(request.url)
  const search = new URLSearchParams(searchParams)
  search.set('cursor', cursor)
  return `<${pathname}?${search}>; rel="${rel}"`
}

type Call = { actor: Actor; request: Request; query?: { wait?: 'applied' | undefined } | undefined }

/** The command's value and what became of it; a refusal is thrown, for the adapter to tell. */
export async function saved<T>(call: Call, outcome: Outcome<T>): Promise<{ body: { data: T; change: ChangeView }; version?: number }> {
  if (!outcome.ok) throw refusedProblem(outcome.refusals, outcome.current)
  const change = await changeView(call.actor, outcome.revision, { wait: call.query?.wait, signal: call.request.signal })
  return { body: { data: outcome.value, change }, version: versionOf(outcome.value) }
}

/** The same for a deletion, which leaves nothing to show. */
export async function removed(call: Call, outcome: Outcome<unknown>): Promise<{ body: { data: null; change: ChangeView } }> {
  const { body } = await saved(call, outcome)
  return { body: { data: null, change: body.change } }
}

function versionOf(value: unknown): number | undefined {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  return typeof version === 'number' ? version : undefined
}

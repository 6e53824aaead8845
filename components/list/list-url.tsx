import type { Column } from '#components/ui/table'

/** What stands in the URL of a list; Next gives repeated names as arrays, of which the last counts. */
export type ListParams = Readonly<Record<string, string | string[] | undefined>>

/** The same text for every name, blanks left out. */
export function plainParams(params: ListParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value.at(-1) : value
      return text === undefined || text === '' ? [] : [[name, text]]
    }),
  )
}

/** The URL with some names changed (null removes); a changed filter or order starts at the first page again. */
export function listHref(path: string, params: Readonly<Record<string, string>>, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(params)
  if (!('cursor' in changes)) next.delete('cursor')
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  const query = next.toString()
  return query ? `${path}?${query}` : path
}

interface ListPlace {
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  /** The order when the URL names none. */
  readonly defaultSort: string
}

/** A header that sorts by `key`, and turns the order round when it already does. */
export function sortBy({ path, params, defaultSort }: ListPlace, key: string): NonNullable<Column<unknown>['sort']> {
  const active = (params.sort ?? defaultSort) === key
  const descending = params.descending === 'true'
  return {
    href: listHref(path, params, { sort: key === defaultSort ? null : key, descending: active && !descending ? 'true' : null }),
    direction: active ? (descending ? 'descending' : 'ascending') : null,
  }
}

interface Cursors {
  readonly next: string | null
  readonly previous: string | null
}

export function pageHrefs(
  path: string,
  params: Readonly<Record<string, string>>,
  page: Cursors,
): { nextHref?: string; previousHref?: string } {
  return {
    nextHref: page.next === null ? undefined : listHref(path, params, { cursor: page.next }),
    previousHref: page.previous === null ? undefined : listHref(path, params, { cursor: page.previous }),
  }
}

/** Whether anything narrows the list; order and place do not. */
export const isNarrowed = (params: Readonly<Record<string, string>>, fixed: readonly string[] = []): boolean =>
  Object.keys(params).some((name) => !['sort', 'descending', 'cursor', ...fixed].includes(name))

// The REST API as a program uses it: a bearer token, If-Match from what was read, and `wait=applied`, with more patience than one
// answer has.
import { until } from './until'

export type Problem = { status: number; code: string; errors?: { pointer?: string; parameter?: string; code: string; detail: string }[] }
export type Change = {
  revision: string | null
  state: string
  targets: { host: string; domain: string | null; state: string; code: string | null }[]
}
type Writing = 'POST' | 'PATCH' | 'DELETE'
type Method = 'GET' | Writing
type Extra = { body?: unknown; headers?: Record<string, string> }

const base = () => `${process.env.POSTERN_URL}/api/v1`

export async function ask(method: Method, path: string, { body, headers = {} }: Extra = {}): Promise<Response> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${base()}${path}`, {
    method,
    body: text,
    headers: {
      Authorization: `Bearer ${process.env.POSTERN_TOKEN}`,
      ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    signal: AbortSignal.timeout(40_000),
  })
}

async function granted(method: Method, path: string, extra: Extra = {}): Promise<Response> {
  const response = await ask(method, path, extra)
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}

export async function read<T>(path: string): Promise<T> {
  return (await (await granted('GET', path)).json()).data as T
}

/** Saves and does not wait for the hosts. `versionOf`: where the version is read that is changed. */
export async function save<T>(
  method: Writing,
  path: string,
  body?: unknown,
  versionOf: string | null = method === 'POST' ? null : path,
): Promise<{ data: T; change: Change }> {
  const headers = versionOf === null ? {} : await ifMatch(versionOf)
  return (await granted(method, path, { body, headers })).json()
}

/** Saves, and answers when every host concerned has it. */
export async function apply<T>(method: Writing, path: string, body?: unknown, versionOf?: string): Promise<T> {
  const { data, change } = await save<T>(method, `${path}?wait=applied`, body, versionOf)
  await confirmed(change)
  return data
}

export async function confirmed(change: Change): Promise<void> {
  if (change.revision === null || change.state === 'applied') return
  await until(
    `revision ${change.revision} to be applied`,
    async () => {
      const { applied } = await read<{ applied: { state: string }[] }>(`/changes/${change.revision}`)
      return applied.every((place) => place.state === 'applied') ? true : null
    },
    30_000,
  )
}

/** What the API says when it refuses. */
export async function refusal(method: Writing, path: string, body?: unknown): Promise<Problem> {
  const headers = method === 'POST' ? {} : await ifMatch(path)
  const response = await ask(method, path, { body, headers })
  if (response.ok) throw new Error(`${method} ${path} was not refused: ${await response.text()}`)
  return response.json()
}

async function ifMatch(path: string): Promise<Record<string, string>> {
  const etag = (await granted('GET', path.split('?')[0] ?? path)).headers.get('etag')
  return etag === null ? {} : { 'If-Match': etag }
}

/** The id of the import, once it has ended, however it ended. */
export async function importCsv(noun: 'mailboxes' | 'aliases' | 'groups', csv: string): Promise<string> {
  const accepted = await granted('POST', `/${noun}.csv`, { body: csv, headers: { 'Content-Type': 'text/csv' } })
  const { id } = ((await accepted.json()) as { data: { id: string } }).data
  const ended = async () => !['waiting', 'running'].includes((await read<{ state: string }>(`/tasks/${id}?wait=saved`)).state)
  await until('the import to end', async () => ((await ended()) ? true : null), 60_000)
  return id
}

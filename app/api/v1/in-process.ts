// For tests: every route file by its path, called with real Request objects as Next would, without a server between.
import { readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Role } from '#lib/db/generated/enums'
import { givenAdministrator } from '#lib/db/testing'
import { createToken } from '#lib/people/token-commands'
import type { ApiRoute } from '#lib/web/route'

const folder = fileURLToPath(new URL('.', import.meta.url))
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Paths as OpenAPI writes them, of every route file but the one that answers the unknown. */
export const routeFiles: readonly { path: string; file: string }[] = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('route.ts') && !file.includes('[...'))
  .map((file) => ({ path: `/api/v1/${file.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')}`, file: folder + file }))

export async function handlersOf(file: string): Promise<{ method: string; handler: ApiRoute }[]> {
  const module: Partial<Record<string, ApiRoute>> = await import(/* @vite-ignore */ pathToFileURL(file).href)
  return methods.flatMap((method) => {
    const handler = module[method]
    return handler ? [{ method, handler }] : []
  })
}

export async function bearerOf(role: Role, expiresAt: string | null = null) {
  const actor = await givenAdministrator(role)
  const made = await createToken({ ...actor, role: 'owner' }, { name: 'test', expiresAt, access: 'everything' })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  return { token: made.value.token, tokenId: made.value.id, actor }
}

type Sent = { token?: string; body?: unknown; text?: string; headers?: Record<string, string>; origin?: string }

/** What the route file that the path belongs to answers. */
export async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const { file, params } = match(pathname)
  const handler = (await handlersOf(file)).find((one) => one.method === request.method)?.handler
  if (!handler) throw new Error(`${pathname} has no ${request.method}`)
  return handler(request, { params: Promise.resolve(params) })
}

export async function send(
  method: string,
  pathAndQuery: string,
  { token, body, text, headers = {}, origin = 'http://127.0.0.1:3000' }: Sent = {},
) {
  const request = new Request(new URL(pathAndQuery, origin), {
    method,
    body: text ?? (body === undefined ? undefined : JSON.stringify(body)),
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
  })
  const response = await answer(request)
  const content = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text: content, json: isJson && content !== '' ? JSON.parse(content) : null }
}

/** The same routes behind a port of the loopback, for programs that speak HTTP. */
export async function listen(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined
  const response = await answer(new Request(`http://${incoming.headers.host}${incoming.url}`, { method: incoming.method, headers, body }))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

function match(pathname: string): { file: string; params: Record<string, string> } {
  const parts = pathname.split('/')
  const fits = routeFiles
    .map(({ path, file }) => ({ file, pattern: path.split('/') }))
    .filter(
      ({ pattern }) => pattern.length === parts.length && pattern.every((part, index) => part.startsWith('{') || part === parts[index]),
    )
    .toSorted((a, b) => wild(a.pattern) - wild(b.pattern))
  const [found] = fits
  if (!found) throw new Error(`no route file for ${pathname}`)
  const params = found.pattern.flatMap((part, index) =>
    part.startsWith('{') ? [[part.slice(1, -1), decodeURIComponent(parts[index] ?? '')]] : [],
  )
  return { file: found.file, params: Object.fromEntries(params) }
}

const wild = (pattern: readonly string[]): number => pattern.filter((part) => part.startsWith('{')).length

import { beforeAll, describe, expect, it } from 'vitest'
import { operations } from '#lib/web/api/registry'
import type { OperationShape } from '#lib/web/operation'
import type { ApiRoute } from '#lib/web/route'
import { handlersOf, routeFiles } from './in-process'

type Walked = { name: string; operation: OperationShape; handler: ApiRoute }
const walked: Walked[] = []
const filed: string[] = []

beforeAll(async () => {
  for (const { path, file } of routeFiles) {
    for (const { method, handler } of await handlersOf(file)) {
      filed.push(`${method} ${path}`)
      walked.push({ name: `${method} ${path}`, operation: handler.operation, handler })
    }
  }
})

const ids = '01890a5d-ac96-774b-bcce-b302099a8057'
function ask({ operation, handler }: Walked, headers: Record<string, string>) {
  const path = operation.path.replace(/\{\w+\}/g, ids)
  const hasBody = operation.body !== undefined
  const type = { json: 'application/json', csv: 'text/csv', file: 'application/octet-stream' }[operation.takes ?? 'json']
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method: operation.method,
    body: hasBody ? '{}' : undefined,
    headers: { 'If-Match': '"1"', ...(hasBody ? { 'Content-Type': type } : {}), ...headers },
  })
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, ids])
  return handler(request, { params: Promise.resolve(Object.fromEntries(names)) })
}

describe('every route', () => {
  it('has a row in the registry, and every row a route, with the same method and path', () => {
    expect(filed.toSorted()).toEqual(operations.map((operation) => `${operation.method} ${operation.path}`).toSorted())
    for (const { name, operation } of walked) expect(`${operation.method} ${operation.path}`).toBe(name)
  })

  it('is closed to strangers, and to a cookie when it writes, unless it is public on purpose', async () => {
    const open = walked.filter(({ operation }) => operation.access === 'public').map(({ name }) => name)
    expect(open).toEqual(expect.arrayContaining(['GET /api/v1/openapi.json', 'GET /api/v1/problems/{code}']))
    expect(open).toHaveLength(2)
    for (const route of walked.filter(({ operation }) => operation.access !== 'public')) {
      const strangers: Record<string, string>[] = [
        {},
        { Authorization: 'Bearer pst_0000000000000000_0000000000000000000000000000000000000000000' },
        { Authorization: 'Basic b3duZXI6b3duZXI=' },
      ]
      if (route.operation.method !== 'GET') strangers.push({ Cookie: 'next-auth.session-token=x; __Secure-next-auth.session-token=x' })
      for (const headers of strangers) {
        const response = await ask(route, headers)
        expect([route.name, response.status]).toEqual([route.name, 401])
        expect(response.headers.get('content-type')).toBe('application/problem+json')
      }
    }
  })

  it('that writes needs a permission to write, or to open what is closed', () => {
    const loose = walked.filter(({ operation }) => operation.method !== 'GET' && !/\.(write|apply|open)$/.test(operation.access))
    expect(loose.map(({ name }) => name)).toEqual([])
  })
})

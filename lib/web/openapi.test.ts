import { describe, expect, it } from 'vitest'
import { operations } from './api/registry'
import { openapiDocument } from './openapi'

type Node = { [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const document: Node = openapiDocument(operations, '/')

function* nodes(value: unknown, at = '#'): Generator<[string, Node]> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* nodes(item, `${at}/${index}`)
  if (!isNode(value)) return
  yield [at, value]
  for (const [key, item] of Object.entries(value)) yield* nodes(item, `${at}/${key.replaceAll('/', '~1')}`)
}

const lookUp = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((node, part) => (isNode(node) ? node[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), document)

const described = Object.entries(document.paths as Record<string, Record<string, Node>>).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** Made and ended, never changed. */
const immutable = new Set(operations.filter(({ unversioned }) => unversioned).map(({ name }) => name))

describe('the OpenAPI document', () => {
  it('is a 3.1 document with the members that the specification demands', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: expect.any(String), version: expect.any(String) } })
    expect(described.length).toBe(operations.length)
  })

  it('has no reference that leads nowhere, and none that points inside a schema only', () => {
    const references = [...nodes(document)].flatMap(([at, node]) => (typeof node.$ref === 'string' ? [{ at, to: node.$ref }] : []))
    expect(references.length).toBeGreaterThan(0)
    expect(references.filter(({ to }) => !to.startsWith('#/components/') || lookUp(to) === undefined)).toEqual([])
  })

  it('gives every operation a name of its own', () => {
    const names = described.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  it('names every parameter of a path, and no other', () => {
    const wrong = described.filter(({ path, operation }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = ((operation.parameters ?? []) as Node[])
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name)
      return inPath.toSorted().join() !== declared.toSorted().join()
    })
    expect(wrong).toEqual([])
  })

  it('has unique parameters with a schema, those of a path required (3.1.0, Parameter Object)', () => {
    for (const { operation } of described) {
      const parameters = (operation.parameters ?? []) as Node[]
      expect(new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size).toBe(parameters.length)
      for (const parameter of parameters)
        expect(isNode(parameter.schema) && (parameter.in !== 'path' || parameter.required === true)).toBe(true)
    }
  })

  it('has a success and a failure with content for every operation, and a permission or none on purpose', () => {
    for (const { operation } of described) {
      const [success, ...rest] = Object.keys(operation.responses as Node).toSorted()
      expect(success).toMatch(/^20[0-2]$/)
      // Long work is answered with a task instead.
      expect(['default', '202,default']).toContain(rest.join())
      expect(typeof operation['x-permission'] === 'string' || (Array.isArray(operation.security) && operation.security.length === 0)).toBe(
        true,
      )
    }
  })

  it('demands If-Match of every PATCH, and of every DELETE of what can change', () => {
    const careless = described.filter(({ method, operation }) => {
      const headers = ((operation.parameters ?? []) as Node[]).filter(
        (parameter) => parameter.in === 'header' && parameter.required === true,
      )
      const versioned = method === 'patch' || (method === 'delete' && !immutable.has(String(operation.operationId)))
      return versioned && !headers.some((header) => header.name === 'If-Match')
    })
    expect(careless.map(({ operation }) => operation.operationId)).toEqual([])
  })

  it('describes bodies: not one is left open altogether', () => {
    const open = [...nodes(document.paths)].filter(([at, node]) => at.endsWith('/schema') && Object.keys(node).length === 0)
    expect(open.map(([at]) => at)).toEqual([])
  })
})

// The OpenAPI 3.1 document, made from the same operations and zod schemas that the routes are built of, so it cannot say otherwise.
import * as z from 'zod'
import { planned } from './api/envelope'
import type { OperationShape } from './operation'
import { problemSchema } from './problem-schema'
import { csvBytesMax, fileBytesMax, jsonBytesMax } from './request'

type Json = { [key: string]: unknown }

export function openapiDocument(operations: readonly OperationShape[], serverUrl: string): Json & { openapi: '3.1.0' } {
  const schemas: Json = { Problem: schemaOf(problemSchema, 'output', {}) }
  const paths: { [path: string]: Json } = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: operationObject(operation, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Postern',
      version: '1',
      description: 'Domains, mailboxes and aliases of Postfix and Dovecot hosts. See docs/api.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(operations.map((operation) => operation.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'An API token of an administrator' } },
    },
  }
}

function operationObject(operation: OperationShape, schemas: Json): Json {
  const status = String(operation.status ?? 200)
  const parameters = [
    ...parametersOf(operation.params, 'path', schemas),
    ...parametersOf(operation.query, 'query', schemas),
    ...headersOf(operation),
  ]
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.access === 'public' ? { security: [] } : { security: [{ token: [] }], 'x-permission': operation.access }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body === undefined ? {} : { requestBody: requestBody(operation, operation.body, schemas) }),
    responses: {
      [status]: {
        description: 'Done',
        ...(operation.tagged ? { headers: { ETag: { description: 'The version, for If-Match', schema: { type: 'string' } } } } : {}),
        content:
          operation.gives === 'csv'
            ? { 'text/csv': { schema: { type: 'string' } } }
            : operation.gives === 'file'
              ? { 'application/octet-stream': {} }
              : { 'application/json': { schema: schemaOf(responseOf(operation), 'output', schemas) } },
      },
      ...(operation.accepted && {
        '202': {
          description: 'Accepted: a task does it',
          headers: { Location: { description: 'The task', schema: { type: 'string' } } },
          content: { 'application/json': { schema: schemaOf(operation.accepted, 'output', schemas) } },
        },
      }),
      default: {
        description: 'Why not (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** With `?plan=only` the answer is another one. */
const responseOf = ({ query, response }: OperationShape): z.ZodType =>
  query !== undefined && 'plan' in query.shape ? z.union([response, planned]) : response

function requestBody(operation: OperationShape, body: z.ZodType, schemas: Json): Json {
  if (operation.takes === 'file')
    return { required: true, description: `At most ${fileBytesMax} bytes`, content: { 'application/octet-stream': {} } }
  return operation.takes === 'csv'
    ? { required: true, description: `UTF-8, at most ${csvBytesMax} bytes`, content: { 'text/csv': { schema: { type: 'string' } } } }
    : {
        required: true,
        description: `At most ${jsonBytesMax} bytes`,
        content: { 'application/json': { schema: schemaOf(body, 'input', schemas) } },
      }
}

function parametersOf(object: z.ZodObject | undefined, place: 'path' | 'query', schemas: Json): Json[] {
  if (object === undefined) return []
  return Object.entries(object.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(schema, undefined).success,
    schema: schemaOf(schema as z.ZodType, 'input', schemas),
  }))
}

function headersOf(operation: OperationShape): Json[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  })
  return [
    ...(operation.precondition ? [header('If-Match', true, 'The ETag that you saw, such as "7"')] : []),
    ...(operation.method === 'POST' && operation.access !== 'public'
      ? [header('Idempotency-Key', false, 'Makes it safe to send the request again')]
      : []),
  ]
}

/** Schemas that carry an id (`.meta({ id })`) become components; what JSON Schema cannot say (a transform) is left open. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): unknown {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) schemas[name] = relocated(definition)
  return relocated(rest)
}

function relocated(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relocated)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'id' || typeof Reflect.get(node, 'id') !== 'string')
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : relocated(value),
      ]),
  )
}

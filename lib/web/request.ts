// Reads and checks all of a request before anything acts on it: parameters, query and body are parsed by the operation's schemas and
// every mistake of all three is told at once. Nothing is read past its cap, whatever Content-Length says.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Refusal } from '#lib/outcome'
import { refusalsOf } from '#lib/refusals-of'
import type { BodyOf, OperationShape, ParamsOf, QueryOf } from './operation'
import { type Place, Problem } from './problem'

export const jsonBytesMax = 1024 * 1024
/** About 100,000 lines of mailboxes. */
export const csvBytesMax = 32 * 1024 * 1024
/** As next.config.ts lets through. */
export const fileBytesMax = 32 * 1024 * 1024

/** A parameter that nobody knows is a mistake: a filter with a typing error must not mean "all". */
const noQuery = z.object({})

const mediaTypes = { json: 'application/json', csv: 'text/csv', file: 'application/octet-stream' } as const
const bytesMax = { json: jsonBytesMax, csv: csvBytesMax, file: fileBytesMax } as const

export type Parsed<O extends OperationShape> = {
  params: ParamsOf<O>
  query: QueryOf<O>
  body: BodyOf<O> /** as it came, for the request's hash; of a file what names its bytes */
  text: string
}

export async function parseRequest<O extends OperationShape>(
  operation: O,
  request: Request,
  rawParams: Record<string, unknown>,
): Promise<Parsed<O>> {
  const sent = operation.body === undefined ? Buffer.alloc(0) : await readBody(operation, request)
  const text = operation.takes === 'file' ? createHash('sha256').update(sent).digest('hex') : textOf(sent)
  const errors: (Refusal & { place: Place })[] = []
  const check = async (place: Place, schema: z.ZodType | undefined, input: unknown): Promise<unknown> => {
    if (schema === undefined) return undefined
    const parsed = await schema.safeParseAsync(input)
    if (parsed.success) return parsed.data
    errors.push(...refusalsOf(parsed.error, input).map((refusal) => ({ ...refusal, place })))
    return undefined
  }
  const params = await check('path', operation.params, rawParams)
  const query = await check('query', (operation.query ?? noQuery).strict(), queryObject(new URL(request.url).searchParams))
  const body = await check('body', operation.body, operation.takes === 'file' ? sent : bodyOf(operation, text))
  if (errors.length > 0) throw new Problem(errors.every((error) => error.place === 'body') ? 'refused' : 'invalid_request', { errors })
  return { params, query, body, text } as Parsed<O>
}

/** A name that comes twice is a list; schemas that want one value refuse it rather than take the first or the last. */
function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

function bodyOf(operation: OperationShape, text: string): unknown {
  if (operation.body === undefined) return undefined
  return operation.takes === 'csv' ? text : jsonOf(text)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem('invalid_request', { errors: [{ place: 'body', field: null, code: 'not_json' }] })
    throw error
  }
}

async function readBody(operation: OperationShape, request: Request): Promise<Buffer> {
  const kind = operation.takes ?? 'json'
  const sent = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (sent !== mediaTypes[kind]) throw new Problem('unsupported_media_type', { headers: { Accept: mediaTypes[kind] } })
  return readCapped(request, bytesMax[kind])
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) throw new Problem('invalid_request', { errors: [{ place: 'body', field: null, code: 'not_utf8' }] })
    throw error
  }
}

async function readCapped(request: Request, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  if (request.body === null) return Buffer.alloc(0)
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the stream: the rest is not read.
    if (bytes > most) throw new Problem('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// Calls of the API, typed by the same operations that the routes are built of. A POST carries an Idempotency-Key, so it is sent
// again when the answer was lost.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { LongOperation, LongResponseOf, OperationShape, ResponseOf } from '#lib/web/operation'
import { type Connection, readConnection } from './connection'
import { CommandFailure } from './failure'

/** Words of a person are sent as they are: the panel's schemas judge them, and answer with every mistake at once. */
export interface Sent {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: object | string
  /** Bytes, where the operation takes a file. */
  readonly file?: Buffer<ArrayBuffer>
  readonly version?: number
}

const answerMs = 60_000
const attemptsMax = 3

const problem = z.object({
  code: z.string(),
  detail: z.string(),
  reference: z.string().optional(),
  errors: z
    .array(
      z.object({
        pointer: z.string().optional(),
        parameter: z.string().optional(),
        header: z.string().optional(),
        code: z.string(),
        detail: z.string(),
      }),
    )
    .optional(),
})

export async function call<O extends OperationShape>(operation: O, sent: Sent = {}): Promise<ResponseOf<O>> {
  const response = await send(operation, sent)
  return (await operation.response.parseAsync(await response.json())) as ResponseOf<O>
}

/** The same where a task may do it. */
export async function callLong<O extends LongOperation>(operation: O, sent: Sent): Promise<LongResponseOf<O>> {
  const response = await send(operation, sent)
  const schema = response.status === 202 ? operation.accepted : operation.response
  return (await schema.parseAsync(await response.json())) as LongResponseOf<O>
}

/** The bytes of an answer that is a file. */
export async function callFile<O extends OperationShape>(operation: O, sent: Sent = {}): Promise<Buffer> {
  return Buffer.from(await (await send(operation, sent)).arrayBuffer())
}

/** The text of an answer that is no JSON, piece by piece. */
export async function* callText<O extends OperationShape>(operation: O, sent: Sent = {}): AsyncIterable<string> {
  const { body } = await send(operation, sent)
  if (body === null) return
  for await (const text of body.pipeThrough(new TextDecoderStream())) yield text
}

async function send(operation: OperationShape, sent: Sent): Promise<Response> {
  const connection = readConnection()
  const headers = headersOf(operation, connection, sent.version)
  const body = bodyOf(operation, sent)
  const response = await tryFetch(urlOf(operation, connection, sent), { method: operation.method, headers, body })
  if (response.ok) return response
  throw failureOf(response.status, await response.text())
}

function bodyOf(operation: OperationShape, { body, file }: Sent): string | Buffer<ArrayBuffer> | undefined {
  if (operation.takes === 'file') return file
  if (body === undefined) return undefined
  return operation.takes === 'csv' ? String(body) : JSON.stringify(body)
}

const mediaTypes = { json: 'application/json', csv: 'text/csv', file: 'application/octet-stream' } as const

function headersOf(operation: OperationShape, connection: Connection, version: number | undefined): Record<string, string> {
  return {
    Authorization: `Bearer ${connection.token}`,
    'Postern-Client': 'cli',
    ...(operation.body === undefined ? {} : { 'Content-Type': mediaTypes[operation.takes ?? 'json'] }),
    ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    ...(operation.method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
  }
}

function urlOf(operation: OperationShape, connection: Connection, sent: Sent): URL {
  const params = new Map(Object.entries(sent.params ?? {}))
  const url = new URL(
    operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params.get(name) ?? '')),
    connection.url,
  )
  for (const [name, value] of Object.entries(sent.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
  }
  return url
}

async function tryFetch(url: URL, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      // No redirect: a token goes to the address that it was made for.
      return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(answerMs) })
    } catch (error) {
      const again = attempt < attemptsMax && ['GET', 'POST'].includes(init.method ?? 'GET')
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error
      if (!again) throw new CommandFailure([`The panel at ${url.origin} did not answer. Whether the request arrived is not known.`])
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt))
    }
  }
}

function failureOf(status: number, text: string): CommandFailure {
  const parsed = problem.safeParse(jsonOrNull(text))
  if (!parsed.success) return new CommandFailure([`The panel answered with HTTP status ${status} and no explanation.`])
  const { detail, errors = [], reference } = parsed.data
  const sentences = errors.length > 0 ? errors.map((error) => placed(error)) : [detail]
  return new CommandFailure(reference ? [...sentences, `Reference: ${reference}`] : sentences, parsed.data)
}

function placed(error: { pointer?: string; parameter?: string; header?: string; detail: string }): string {
  const place = error.parameter ?? error.header ?? decodeURIComponent((error.pointer ?? '#').slice(2)).replaceAll('/', '.')
  return place === '' ? error.detail : `${place}: ${error.detail}`
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

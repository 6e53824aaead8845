// The one way to make a route of the API. It cannot be built without an operation, and so without a permission and schemas, and it
// does in this order: who calls, may they, how often, which version, parse everything, once only, act, and let nothing leave
// that the response schema does not name. Every failure leaves as problem details.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { planChange } from '#lib/changes/plan'
import { log } from '#lib/log'
import { planned } from './api/envelope'
import { type Caller, callerOf } from './caller'
import { csvResponse } from './csv-response'
import { fileResponse } from './file-response'
import { claimKey, idempotencyKey, type Kept } from './idempotency'
import { localeOf } from './locale-of'
import type { AcceptedInputOf, BodyOf, OperationShape, ParamsOf, QueryOf, ResponseInputOf } from './operation'
import { etagOf, holds, requiredVersion } from './precondition'
import { problemOf } from './problem'
import { countRequest } from './rate-limit'
import { parseRequest } from './request'

export type Call<O extends OperationShape> = {
  actor: O extends { readonly access: 'public' } ? Actor | null : Actor
  params: ParamsOf<O>
  query: QueryOf<O>
  body: BodyOf<O>
  /** The version that the caller saw. */
  version: O extends { readonly precondition: true } ? number : null
  /** null: the browser of somebody who is signed in. */
  tokenId: string | null
  request: Request
}

export type Reply<O extends OperationShape> = O extends { readonly gives: 'csv' }
  ? { csv: AsyncIterable<string>; fileName: string }
  : O extends { readonly gives: 'file' }
    ? { file: Buffer; fileName: string }
    :
        | { body: ResponseInputOf<O>; version?: number; headers?: Record<string, string> }
        | (O extends { readonly accepted: object } ? { accepted: AcceptedInputOf<O>; headers: { Location: string } } : never)

export type Handler<O extends OperationShape> = (call: Call<O>) => Promise<Reply<O>>
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
export type ApiRoute = ((request: Request, context: RouteContext) => Promise<Response>) & { readonly operation: OperationShape }

export function apiRoute<const O extends OperationShape>(operation: O, handler: Handler<O>): ApiRoute {
  const route = async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      return await serve(operation, handler, request, await context.params)
    } catch (error) {
      return problemResponse(error, request, operation.name)
    }
  }
  return Object.assign(route, { operation })
}

async function serve<O extends OperationShape>(
  operation: O,
  handler: Handler<O>,
  request: Request,
  rawParams: Record<string, unknown>,
): Promise<Response> {
  const caller = await permitted(operation, request)
  if (caller?.tokenId) await countRequest(caller.tokenId)
  const version = operation.precondition ? requiredVersion(request) : null
  const key = operation.method === 'POST' ? idempotencyKey(request) : null
  const parsed = await parseRequest(operation, request, rawParams)
  const call: unknown = { ...parsed, actor: caller?.actor ?? null, version, tokenId: caller?.tokenId ?? null, request }
  if (key === null || !caller?.tokenId || !caller.bearer) return respond(await act(operation, handler, call as Call<O>), request)
  const url = new URL(request.url)
  const text = `${operation.method} ${url.pathname}${url.search}\n${parsed.text}`
  return once({ tokenId: caller.tokenId, bearer: caller.bearer }, key, text, () => act(operation, handler, call as Call<O>), request)
}

async function permitted(operation: OperationShape, request: Request): Promise<Caller | null> {
  if (operation.access === 'public') return null
  const caller = await callerOf(request)
  if (operation.access !== 'signed-in') requirePermission(caller.actor, operation.access)
  return caller
}

type AnyReply = {
  body?: unknown
  accepted?: unknown
  version?: number
  headers?: Record<string, string>
  csv?: AsyncIterable<string>
  file?: Buffer
  fileName?: string
}
type Acted = Kept | Response

async function act<O extends OperationShape>(operation: O, handler: Handler<O>, call: Call<O>): Promise<Acted> {
  if (call.actor !== null && wantsPlan(operation, call.query)) {
    const { plans } = await planChange(call.actor, () => handler(call))
    return jsonAnswer(200, planned.parse({ plan: plans }))
  }
  const reply: AnyReply = await handler(call)
  if (reply.file !== undefined) return fileResponse(reply.file, reply.fileName ?? '')
  if (reply.csv !== undefined) return csvResponse(reply.csv, reply.fileName ?? 'postern.csv')
  if (operation.accepted && reply.accepted !== undefined) return jsonAnswer(202, operation.accepted.parse(reply.accepted), reply.headers)
  const etag = reply.version === undefined ? undefined : etagOf(reply.version)
  return jsonAnswer(operation.status ?? 200, operation.response.parse(reply.body), { ...(etag ? { ETag: etag } : {}), ...reply.headers })
}

const wantsPlan = (operation: OperationShape, query: unknown): boolean =>
  operation.query !== undefined &&
  'plan' in operation.query.shape &&
  typeof query === 'object' &&
  query !== null &&
  Reflect.get(query, 'plan') === 'only'

const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}): Kept => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

async function once(
  caller: { tokenId: string; bearer: string },
  key: string,
  text: string,
  run: () => Promise<Acted>,
  request: Request,
): Promise<Response> {
  const claim = await claimKey(caller, key, text)
  if (claim.replay) return respond({ ...claim.replay, headers: { ...claim.replay.headers, 'Idempotency-Replayed': 'true' } }, request)
  try {
    const acted = await run()
    if (acted instanceof Response) await claim.release()
    else await claim.keep(acted)
    return respond(acted, request)
  } catch (error) {
    await claim.release()
    throw error
  }
}

function respond(acted: Acted, request: Request): Response {
  if (acted instanceof Response) return acted
  const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...acted.headers }
  const tag = acted.headers.ETag
  const unchanged = request.method === 'GET' && tag !== undefined && holds(request, Number(tag.slice(1, -1)))
  return unchanged ? new Response(null, { status: 304, headers }) : new Response(acted.body, { status: acted.status, headers })
}

export function problemResponse(error: unknown, request: Request, operationName: string): Response {
  const locale = localeOf(request)
  const { document, headers, cause } = problemOf(error, locale)
  if (cause !== null)
    log.error({ err: cause, operation: operationName, code: document.code, reference: document.reference }, 'a request failed')
  const fixed = { 'Content-Type': 'application/problem+json', 'Content-Language': locale, 'Cache-Control': 'no-store' }
  const challenge: Record<string, string> = document.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="postern"' } : {}
  return new Response(JSON.stringify(document), { status: document.status, headers: { ...fixed, ...challenge, ...headers } })
}

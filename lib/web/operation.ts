// What an operation of the API is, apart from what it does: enough to check a request, to write the OpenAPI document, to walk every
// route in a test and to type the command line's calls. No handler here, so that the command line loads no database.
import type * as z from 'zod'
import type { Permission } from '#lib/auth/permissions'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A permission of the role table; `signed-in` for what concerns the caller alone; `public` for what a stranger may read. */
export type Access = Permission | 'signed-in' | 'public'

export interface OperationShape {
  readonly method: Method
  /** As OpenAPI writes it: /api/v1/aliases/{id}. */
  readonly path: `/api/v1/${string}`
  /** operationId of the OpenAPI document. */
  readonly name: string
  readonly tag: string
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** JSON, unless `takes` says CSV, or a file of any kind. */
  readonly body?: z.ZodType
  readonly takes?: 'json' | 'csv' | 'file'
  readonly response: z.ZodType
  readonly gives?: 'json' | 'csv' | 'file'
  /** Of success. */
  readonly status?: 200 | 201 | 202
  /** Answered with 202 instead, and `Location`, when the work goes on by itself. */
  readonly accepted?: z.ZodType
  /** The answer carries an ETag. */
  readonly tagged?: boolean
  /** If-Match is demanded (RFC 6585, 428) and compared with the version. */
  readonly precondition?: boolean
  /** A DELETE without If-Match: the thing is never changed, so nobody can have seen another version of it. */
  readonly unversioned?: boolean
}

export const operation = <const O extends OperationShape>(shape: O): O => shape

type Output<S> = S extends z.ZodType ? z.output<S> : undefined
type Of<O, K extends PropertyKey> = O extends { readonly [P in K]: infer S } ? S : undefined

export type ParamsOf<O extends OperationShape> = Output<Of<O, 'params'>>
export type QueryOf<O extends OperationShape> = Output<Of<O, 'query'>>
export type BodyOf<O extends OperationShape> = O extends { readonly takes: 'csv' }
  ? string
  : O extends { readonly takes: 'file' }
    ? Buffer
    : Output<Of<O, 'body'>>
/** What a handler gives: it leaves through the schema, which drops every property that the schema does not name. */
export type ResponseInputOf<O extends OperationShape> = z.input<O['response']>
export type AcceptedInputOf<O extends OperationShape> = O extends { readonly accepted: infer S extends z.ZodType } ? z.input<S> : never

/** What a caller gets. */
export type ResponseOf<O extends OperationShape> = z.output<O['response']>
/** The same where a task may do it. */
export type LongResponseOf<O extends LongOperation> = z.output<O['response']> | z.output<O['accepted']>
export type LongOperation = OperationShape & { readonly accepted: z.ZodType }

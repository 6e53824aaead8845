import * as z from 'zod'
import { auditFilter, changeView } from '#lib/audit/schema'
import { operation } from '../operation'
import { all, applyState, listed, one, pageQuery, planned } from './envelope'

const tag = 'Changes'
const place = z.object({
  hostId: z.uuid(),
  host: z.string(),
  state: applyState,
  savedAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  code: z.string().nullable(),
  generation: z.int().nullable().describe('The first generation of the host with this change, while it is kept'),
})
const change = changeView.extend({ applied: z.array(place) }).meta({ id: 'Change' })
export const applyStatusView = z
  .object({
    domain: z.string(),
    hostId: z.uuid(),
    host: z.string(),
    desired: z.string(),
    applied: z.string(),
    savedAt: z.iso.datetime(),
    appliedAt: z.iso.datetime().nullable(),
    state: applyState,
    code: z.string().nullable(),
    detail: z.string().nullable(),
    since: z.iso.datetime().nullable(),
    retryAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApplyStatus' })
const proof = z.object({
  entries: z.int(),
  lastHash: z.string(),
  broken: z.object({ revision: z.string(), kind: z.enum(['gap', 'unlinked', 'edited', 'unknown_end']) }).nullable(),
})

/** Domains by name, with commas between. */
const names = z
  .string()
  .max(20_000)
  .transform((text) =>
    text
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  )
const where = z.object({ host: z.uuid().optional(), domain: names.optional() })

export const changeOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/changes',
    name: 'listChanges',
    tag,
    summary: 'Saved changes, newest first, and what the hosts have of them',
    access: 'audit.read',
    query: auditFilter.extend(pageQuery.shape).extend({ applied: z.enum(['waiting', 'failed', 'applied']).optional() }),
    response: listed(change),
  }),
  get: operation({
    method: 'GET',
    path: '/api/v1/changes/{revision}',
    name: 'getChange',
    tag,
    summary: 'One saved change',
    access: 'audit.read',
    params: z.object({ revision: z.string().max(20) }),
    response: one(change),
  }),
  verify: operation({
    method: 'GET',
    path: '/api/v1/audit/verify',
    name: 'verifyAudit',
    tag,
    summary: 'Prove the chain of saved changes, also against a hash that was noted elsewhere',
    access: 'audit.verify',
    query: z.object({
      revision: z
        .string()
        .regex(/^\d{1,18}$/, 'invalid_count')
        .optional(),
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    response: one(proof),
  }),
  status: operation({
    method: 'GET',
    path: '/api/v1/apply',
    name: 'applyStatus',
    tag,
    summary: 'Saved and applied by domain; without names all that is not in order',
    access: 'change.read',
    query: where,
    response: all(applyStatusView),
  }),
  plan: operation({
    method: 'GET',
    path: '/api/v1/apply/plan',
    name: 'planPending',
    tag,
    summary: 'The exact lines that the next apply changes',
    access: 'change.read',
    query: where,
    response: planned,
  }),
}

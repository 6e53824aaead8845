import * as z from 'zod'
import { fileChange, operations } from '#lib/protocol/operations'
import { operation } from '../operation'
import { all, idParams, nothing, one, saved, waitQuery } from './envelope'

const tag = 'Hosts'
const generation = operations.generation.output.meta({ id: 'Generation' })
const generationSummary = operations.generation.output.shape.summary
const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'invalid_count')
  .transform(Number)
const generationParams = idParams.extend({ generation: whole })

const rollbackInput = z.strictObject({
  generation: z.int().min(1),
  newest: z.int().min(0).describe('The newest generation that you have seen; refused when there is a newer one'),
})

const drift = z.object({
  domain: z.string(),
  digest: z.string(),
  changes: z.array(fileChange),
  unreadable: z.array(z.object({ file: z.string(), line: z.string() })),
})
const driftParams = idParams.extend({ domain: z.string().max(253) })

export const generationOperations = {
  list: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/generations',
    name: 'listGenerations',
    tag,
    summary: 'The states that the host keeps, newest first',
    access: 'host.read',
    params: idParams,
    query: z.object({ before: whole.optional(), limit: whole.pipe(z.int().min(1).max(100)).default(25) }),
    response: all(generationSummary),
  }),
  get: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/generations/{generation}',
    name: 'getGeneration',
    tag,
    summary: 'What one of them changed, in lines',
    access: 'host.read',
    params: generationParams,
    response: one(generation),
  }),
  planRollback: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/generations/{generation}/rollback-plan',
    name: 'planRollback',
    tag,
    summary: 'What going back to it would change',
    access: 'host.read',
    params: generationParams,
    response: one(z.object({ changes: z.array(fileChange), domains: z.array(z.string()), newest: z.int() })),
  }),
  rollBack: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/rollback',
    name: 'rollBackHost',
    tag,
    summary: 'Go back to a generation; the host is held until it is resumed',
    access: 'host.apply',
    params: idParams,
    body: rollbackInput,
    response: saved(z.object({ generation: z.int() })),
  }),
  resume: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/resume',
    name: 'resumeHost',
    tag,
    summary: 'Apply again what is saved',
    access: 'host.apply',
    params: idParams,
    query: waitQuery,
    response: saved(nothing),
  }),
  retry: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/retry',
    name: 'retryHost',
    tag,
    summary: 'Try now what is due, whatever failed before',
    access: 'host.apply',
    params: idParams,
    response: one(nothing),
  }),
  drift: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/drift/{domain}',
    name: 'getDrift',
    tag,
    summary: 'What another hand changed, in lines',
    access: 'change.read',
    params: driftParams,
    response: one(drift),
  }),
  putBack: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/drift/{domain}/put-back',
    name: 'putBack',
    tag,
    summary: 'Overwrite what another hand changed',
    access: 'change.apply',
    params: driftParams,
    query: waitQuery,
    response: saved(nothing),
  }),
  takeOver: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/drift/{domain}/take-over',
    name: 'takeOver',
    tag,
    summary: 'Make the panel say what the host has',
    access: 'change.apply',
    params: driftParams,
    query: waitQuery,
    response: saved(nothing),
  }),
}

import * as z from 'zod'
import { permissions } from '#lib/auth/permissions'
import { operation } from '../operation'
import { problemSchema } from '../problem-schema'
import { one } from './envelope'

const tag = 'About'
const roles = ['owner', 'admin', 'domain_admin', 'auditor'] as const

export const meView = z
  .object({
    name: z.string(),
    role: z.enum(roles),
    permissions: z.array(z.enum(permissions)),
    domains: z.array(z.string()).nullable().describe('Those that the caller sees; null: all of them'),
    token: z.object({ name: z.string(), expiresAt: z.iso.datetime().nullable() }).nullable(),
  })
  .meta({ id: 'Me' })

export const problemTypeView = problemSchema.pick({ code: true, status: true, retry: true, detail: true }).meta({ id: 'ProblemType' })

export const aboutOperations = {
  me: operation({
    method: 'GET',
    path: '/api/v1/me',
    name: 'me',
    tag,
    summary: 'Who the token speaks for, and what it may',
    access: 'signed-in',
    response: one(meView),
  }),
  openapi: operation({
    method: 'GET',
    path: '/api/v1/openapi.json',
    name: 'openapi',
    tag,
    summary: 'This document',
    access: 'public',
    response: z.looseObject({ openapi: z.literal('3.1.0') }),
  }),
  problem: operation({
    method: 'GET',
    path: '/api/v1/problems/{code}',
    name: 'problemType',
    tag,
    summary: 'What a problem type means',
    access: 'public',
    params: z.object({ code: z.string().max(100) }),
    response: one(problemTypeView),
  }),
}

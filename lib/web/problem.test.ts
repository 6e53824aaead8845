import { describe, expect, it } from 'vitest'
import { AppError, failures } from '#lib/errors'
import { RefusedError } from '#lib/outcome'
import { Problem, problemOf, refusedProblem } from './problem'

describe('a problem', () => {
  it('points into the body as RFC 6901 has it, slashes and tildes escaped', () => {
    const problem = new Problem('refused', { errors: [{ place: 'body', field: 'destinations.0.a/b~c', code: 'x' }] })
    expect(problemOf(problem, 'en').document.errors?.[0]).toMatchObject({ pointer: '#/destinations/0/a~1b~0c', code: 'x' })
  })

  it('names a parameter for what is not in the body', () => {
    const problem = new Problem('invalid_request', { errors: [{ place: 'query', field: 'limit', code: 'invalid_count' }] })
    expect(problemOf(problem, 'en').document.errors).toEqual([expect.objectContaining({ parameter: 'limit' })])
  })

  it('is a conflict, with what stands there now, when the version was an old one', () => {
    const current = { view: { version: 3 }, changedBy: 'ana', changedAt: '2026-11-20T10:00:00.000Z', fields: ['note'] }
    const { document } = problemOf(refusedProblem([{ field: null, code: 'conflict' }], current), 'en')
    expect(document).toMatchObject({ status: 412, code: 'conflict', current })
  })

  it('of ours tells a reference and nothing of the exception', () => {
    const { document, cause } = problemOf(new Error('password=hunter2 at /srv/panel'), 'en')
    expect(document).toMatchObject({ status: 500, code: 'internal', reference: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(JSON.stringify(document)).not.toMatch(/hunter2|srv/)
    expect(cause).toBeInstanceOf(Error)
  })

  it('of the world tells whether a retry helps, never the detail for the log', () => {
    const { document, headers } = problemOf(new AppError('host_unreachable', { subject: 'mail1', detail: 'ECONNREFUSED 10.0.0.9' }), 'en')
    expect(document).toMatchObject({ status: failures.host_unreachable.status, retry: true, subject: 'mail1' })
    expect(headers['Retry-After']).toBeDefined()
    expect(JSON.stringify(document)).not.toContain('10.0.0.9')
  })

  it('carries every refusal of a command', () => {
    const error = new RefusedError([
      { field: 'address', code: 'duplicate' },
      { field: 'quotaBytes', code: 'over_limit' },
    ])
    expect(problemOf(error, 'en').document.errors?.map(({ pointer }) => pointer)).toEqual(['#/address', '#/quotaBytes'])
  })

  it('writes a size for people and keeps its bytes for programs', () => {
    const values = { domain: 'a.example', limitBytes: 1.5 * 1024 ** 3 }
    const [error] = problemOf(new RefusedError([{ field: 'quotaBytes', code: 'largest_quota_limit', values }]), 'es').document.errors ?? []
    expect(error).toMatchObject({ values, detail: 'Un buzón de a.example puede tener 1,5 GiB como máximo.' })
  })
})

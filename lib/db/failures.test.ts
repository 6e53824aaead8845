import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { isDuplicate, isTransient, isUnavailable } from './failures'

const failure = (code: string) => Object.assign(new pg.DatabaseError('as Postgres says it', 0, 'error'), { code })

describe('a failure that the driver tells itself', () => {
  it('says that Postgres is not there while it ends or has no room', () => {
    for (const code of ['57P01', '57P03', '08006', '53300']) expect(isUnavailable(failure(code)), code).toBe(true)
  })

  it('says that the transaction may run again', () => {
    for (const code of ['40P01', '40001', '55P03']) expect(isTransient(failure(code)), code).toBe(true)
  })

  it('is what it is otherwise', () => {
    expect(isDuplicate(failure('23505'))).toBe(true)
    expect([isUnavailable(failure('22012')), isTransient(failure('22012')), isDuplicate(failure('22012'))]).toEqual([false, false, false])
  })
})

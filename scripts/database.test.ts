import { describe, expect, test } from 'vitest'
import { assertLocal } from './database.mjs'

describe('databases that tests make and drop', () => {
  test.each([
    'postgresql://u@127.0.0.1:5432/x',
    'postgresql://u@localhost/x',
    'postgresql://u@[::1]:5/x',
    'postgresql://u@localhost/x?host=/run/postgresql',
  ])('%s is on this machine', (url) => expect(() => assertLocal(url)).not.toThrow())
  test.each([
    'postgresql://u@db.example.org/x',
    'postgresql://u@127.0.0.1.example.org/x',
    'postgresql://u@localhost/x?host=db.example.org',
  ])('%s is refused', (url) => expect(() => assertLocal(url)).toThrow('not this machine'))
})

import ssh2 from 'ssh2'
import { expect, it } from 'vitest'
import { makePrivateKey } from './panel-key'

it('a key that was made can be read, each of thousands', { timeout: 60_000 }, () => {
  const unreadable = Array.from({ length: 3000 }, makePrivateKey).filter((key) => ssh2.utils.parseKey(key) instanceof Error)
  expect(unreadable).toEqual([])
})

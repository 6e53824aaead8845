import { expect, it } from 'vitest'
import { maskedAddress } from './masked-address'

it('an address is shown so that its owner knows it and nobody else can write to it', () => {
  expect(maskedAddress('annabel.lee@gmail.example.com')).toBe('a•••@g•••.com')
  expect(maskedAddress('a@b.test')).toBe('a•••@b•••.test')
})

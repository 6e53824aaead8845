import { describe, expect, it } from 'vitest'
import { seal, unseal } from './sealing'

describe('a sealed secret', () => {
  it('opens for the row that it belongs to and for no other', () => {
    const sealed = seal('pa ss·wörd', 'host:1')
    expect(unseal(sealed, 'host:1')).toBe('pa ss·wörd')
    expect(() => unseal(sealed, 'host:2')).toThrow()
  })

  it('shows neither its text nor whether two are the same', () => {
    expect(seal('secret', 'a')).not.toContain('secret')
    expect(seal('secret', 'a')).not.toBe(seal('secret', 'a'))
  })

  it('that was touched does not open', () => {
    const sealed = seal('secret', 'a')
    expect(() => unseal(`${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'B' : 'A'}`, 'a')).toThrow()
  })
})

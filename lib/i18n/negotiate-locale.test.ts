import { describe, expect, it } from 'vitest'
import { negotiateLocale } from './negotiate-locale'

describe('the language of a request', () => {
  it('is the one that the person chose, whatever the browser asks for', () => {
    expect(negotiateLocale('es', 'en-GB,en;q=0.9')).toBe('es')
  })

  it('is the first of ours by the weights of Accept-Language, not by position', () => {
    expect(negotiateLocale(undefined, 'de, en;q=0.4, es-MX;q=0.8')).toBe('es')
  })

  it('is never one that the browser refuses with weight zero', () => {
    expect(negotiateLocale(undefined, 'es;q=0, fr')).toBeNull()
  })

  it('is left to the panel by a cookie or header that means nothing', () => {
    expect(negotiateLocale('../../es', ';;q=,,=;q=x')).toBeNull()
    expect(negotiateLocale(undefined, null)).toBeNull()
  })
})

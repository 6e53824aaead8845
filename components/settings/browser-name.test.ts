import { expect, it } from 'vitest'
import { browserName } from './browser-name'

it('a browser that claims to be several is called by its own name', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0'
  expect(browserName(edge)).toBe('Edge · Windows')
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
  expect(browserName(phone)).toBe('Safari · iOS')
})

it('what is no browser has no name', () => {
  expect(browserName('curl/8.5.0')).toBeNull()
})

import { describe, expect, it } from 'vitest'
import { newTotpSecret, totpStep, totpUri } from './totp'

/** RFC 6238 appendix B, the SHA-1 key and its last six digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %i s is %s, as RFC 6238 says', (seconds, code, step) => {
    expect(totpStep(secret, code, seconds * 1000)).toBe(step)
  })

  it('is accepted a step early or late, no more, and belongs to its own step then', () => {
    const at = (seconds: number) => totpStep(secret, '287082', seconds * 1000)
    expect([at(29), at(0), at(89), at(90)]).toEqual([1, 1, 1, null])
  })

  it('is six digits and nothing else', () => {
    for (const code of ['', '28708', '2870822', '28708a', ' 287082', '٢٨٧٠٨٢', '-87082'])
      expect(totpStep(secret, code, 59_000), code).toBeNull()
  })

  it('comes from 160 bits, never the same twice', () => {
    const made = Array.from({ length: 100 }, newTotpSecret)
    expect(new Set(made).size).toBe(100)
    for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/)
  })

  it('is asked for under the name of the panel and of the person, whatever is in them', () => {
    const uri = new URL(totpUri(secret, 'mail.example.org:8443', 'anna&secret=x@example.org'))
    expect(uri.protocol).toBe('otpauth:')
    expect(uri.searchParams.getAll('secret')).toEqual([secret])
  })
})

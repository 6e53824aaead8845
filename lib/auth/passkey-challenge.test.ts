import { describe, expect, it } from 'vitest'
import { challengeMs, isChallenge, newChallenge } from './passkey-challenge'

const text = (challenge: Uint8Array) => Buffer.from(challenge).toString('base64url')

describe('a challenge for a passkey', () => {
  it('is known again for its purpose until it is over', () => {
    const challenge = text(newChallenge('sign-in', 1000))
    expect(isChallenge(challenge, 'sign-in', 1000 + challengeMs - 1)).toBe(true)
    expect(isChallenge(challenge, 'sign-in', 1000 + challengeMs)).toBe(false)
  })

  it('for one account or purpose is worth nothing for another', () => {
    const challenge = text(newChallenge('add:anna'))
    expect(isChallenge(challenge, 'add:ben')).toBe(false)
    expect(isChallenge(challenge, 'sign-in')).toBe(false)
  })

  it('cannot be made or altered by a stranger', () => {
    const challenge = newChallenge('sign-in')
    for (const place of [0, 16, 21, challenge.length - 1]) {
      const altered = challenge.slice()
      altered[place] = (altered[place] ?? 0) ^ 1
      expect(isChallenge(text(altered), 'sign-in')).toBe(false)
    }
    expect(isChallenge('', 'sign-in')).toBe(false)
    expect(isChallenge(text(challenge.slice(0, 22)), 'sign-in')).toBe(false)
  })
})

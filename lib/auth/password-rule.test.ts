import { describe, expect, it } from 'vitest'
import { generatedPassword } from './generated-password'
import { passwordRefusals } from './password-rule'

const codes = (password: string, about: string[] = []) => passwordRefusals(password, about).map((refusal) => refusal.code)

describe('a password', () => {
  it.each([
    ['short', ['password_too_short']],
    ['password2026', ['password_too_simple']],
    ['aaaaaaaaaaaaaaa', ['password_too_simple']],
    ['long enough\u0000', ['password_control_character']],
    ['é'.repeat(200), ['password_too_long', 'password_too_simple']],
  ])('%j is refused, with every reason', (password, expected) => {
    expect(codes(password)).toEqual(expected)
  })

  it('made of the address is refused', () => {
    expect(codes('annabel.lee1', ['annabel.lee@example.org'])).toEqual(['password_is_known'])
    expect(codes('example.org42', ['annabel.lee@example.org'])).toEqual(['password_is_known'])
  })

  it('of words that nobody tries first is taken, without digits or signs', () => {
    expect(codes('correct horse battery', ['ann@example.org'])).toEqual([])
  })

  it('that Postern makes keeps the rule and never comes twice', () => {
    const made = Array.from({ length: 200 }, generatedPassword)
    expect(made.flatMap((password) => codes(password))).toEqual([])
    expect(new Set(made).size).toBe(200)
  })
})

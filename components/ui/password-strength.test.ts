import { describe, expect, it } from 'vitest'
import { generatePassword } from './generate-password'
import { passwordStrength } from './password-strength'

describe('the strength of a password', () => {
  it('is nothing below ten characters, however wild, counted as people count them', () => {
    expect(passwordStrength('a1!B2?c3')).toBe('short')
    expect(passwordStrength('🔑🔑🔑🔑🔑')).toBe('short')
  })

  it('is weak for repetition, runs and what is guessed first', () => {
    expect(passwordStrength('aaaaaaaaaaaaaaaa')).toBe('weak')
    expect(passwordStrength('1234567890123')).toBe('weak')
    expect(passwordStrength('Password2026')).toBe('weak')
  })

  it('does not count the person’s own name', () => {
    expect(passwordStrength('annalisa.miller1', ['annalisa.miller@example.org'])).toBe('weak')
  })

  it('rewards length over symbols', () => {
    expect(passwordStrength('correct horse battery')).toBe('strong')
  })
})

describe('a generated password', () => {
  it('is strong, and never the same twice', () => {
    const made = Array.from({ length: 200 }, generatePassword)
    expect(made.filter((password) => passwordStrength(password) !== 'strong')).toEqual([])
    expect(new Set(made).size).toBe(200)
  })

  it('has no character that is mistaken for another when read aloud or copied by hand', () => {
    expect(Array.from({ length: 200 }, generatePassword).join('')).not.toMatch(/[0O1lI]/)
  })
})

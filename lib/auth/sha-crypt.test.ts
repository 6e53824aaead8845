import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shaCrypt } from './sha-crypt'

it.each(['a', 'contraseña', 'x'.repeat(63), 'y'.repeat(64), 'z'.repeat(65), 'w'.repeat(200)])(
  '%j is hashed as OpenSSL does',
  (password) => {
    for (const scheme of ['-5', '-6'])
      for (const salt of ['s', 'saltsaltsaltsalt', 'rounds=1500$saltstring']) {
        const made = execFileSync('openssl', ['passwd', scheme, '-salt', salt, '-stdin'], { input: `${password}\n` })
          .toString()
          .trim()
        expect(shaCrypt(password, made)).toBe(made)
      }
  },
)

it('what is no such hash, or would take for ever, is not computed', () => {
  expect(shaCrypt('x', '$1$salt$hash')).toBeNull()
  expect(shaCrypt('x', '$6$rounds=999999999$salt$hash')).toBeNull()
})

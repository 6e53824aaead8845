import { describe, expect, it } from 'vitest'
import { administratorPasswordRefusals } from './administrator-password-rule'
import { generatedPassword } from './generated-password'

const codes = async (password: string, about: string[] = []) =>
  (await administratorPasswordRefusals(password, about)).map(({ code }) => code)

describe('a password to administer with', { timeout: 60_000 }, () => {
  it.each([
    'P@ssw0rd1234',
    'Liverpool2024',
    'barcelona1992',
    'mirandagarcia',
    'qwertyuiop12',
    '1q2w3e4r5t6y',
    'bienvenido2026',
    'sunshine123456',
  ])('%j is refused, for a cracker is there soon', async (password) => {
    expect(await codes(password)).toEqual(['password_too_simple'])
  })

  it('made of what is known of the person is refused', async () => {
    expect(await codes('Annabel.Lee-1987', ['annabel.lee@example.org', 'Annabel Lee'])).not.toEqual([])
  })

  it.each(['correct horse battery', 'entirely other words', 'elperrodemipadre', 'palabras que nadie prueba primero'])(
    '%j is taken',
    async (password) => {
      expect(await codes(password, ['ann@example.org'])).toEqual([])
    },
  )

  it('that Postern makes is taken', async () => {
    expect((await Promise.all(Array.from({ length: 20 }, generatedPassword).map((password) => codes(password)))).flat()).toEqual([])
  })

  it('that is too short has the reasons of the plain rule first', async () => {
    expect(await codes('short')).toEqual(['password_too_short'])
  })
})

import { describe, expect, it } from 'vitest'
import { checkMessage } from '../../agent/render/check-message'
import { composeMessage } from './compose-message'
import { codeText, invitationText, resetText, testText } from './message-text'

const to = 'anna@other.test'
const address = 'ann@acme.example'
const link = 'https://panel.example/reset#abcDEF_-0123456789abcDEF_-0123456789abcDEF_-012'
const compose = (text: Parameters<typeof composeMessage>[1], name = 'Acme', locale = 'en') =>
  composeMessage({ from: { name, address: 'postern@acme.example' }, to, locale }, text)
const decoded = (message: string) =>
  message.replace(/=\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString())

describe('a message of Postern', () => {
  it.each(['en', 'es'] as const)('in %s of every kind is one that the agent takes', async (locale) => {
    const texts = [
      resetText(locale, { address, link, minutes: 15 }),
      invitationText(locale, { address, link, days: 3, forgotUrl: 'https://panel.example/forgot' }),
      codeText(locale, { address, code: '042137', minutes: 10 }),
      testText(locale, { publicUrl: 'https://panel.example/' }),
    ]
    for (const name of ['Acme', 'Correo de Peñíscola, S.L.', 'a'.repeat(60), 'ñ'.repeat(60), 'Mail (staff): all; you'])
      for (const text of texts) expect(checkMessage(await compose(text, name, locale), { from: 'postern@acme.example', to })).toBeNull()
  })

  it('has the link whole in the plain text and in the HTML', async () => {
    const text = decoded(await compose(resetText('en', { address, link, minutes: 15 })))
    expect(text.split(link)).toHaveLength(3)
    expect(text).toContain(`<a href="${link}">`)
  })

  it('is in Spanish with its accents', async () => {
    const text = decoded(await compose(resetText('es', { address, link, minutes: 15 }), 'Acme', 'es'))
    expect(text).toContain('contraseña')
    expect(text).toContain('Content-Language: es')
  })

  it('lets an address be neither markup nor header', async () => {
    // Of the signs that an address may have, those that mean something to somebody.
    const odd = "a&b'{x}#c@acme.example"
    const text = decoded(await compose(codeText('en', { address: odd, code: '042137', minutes: 10 })))
    expect(text).toContain('a&amp;b&#39;{x}#c@acme.example')
    const forged = await compose({ subject: 'a\r\nBcc: eve@other.test', blocks: [{ text: '<b>x</b>\n.\n' }] })
    expect(checkMessage(forged, { from: 'postern@acme.example', to })).toBeNull()
    expect(decoded(forged)).toContain('&lt;b&gt;x&lt;/b&gt;')
  })
})

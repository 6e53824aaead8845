// T9: what Postern sends evaluates nothing of what people wrote: names, addresses and domains stay the text that they are.
import { describe, expect, it } from 'vitest'
import { locales } from '#lib/i18n/locales'
import { checkMessage } from '../../agent/render/check-message'
import { composeMessage } from './compose-message'
import * as texts from './message-text'

const from = 'postern@acme.example'
const to = 'anna@other.test'
const hostile = [
  '{{7777*1111}}',
  '{% import os %}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the point
  '${7777*1111}',
  '<%= 7777*1111 %>',
  '#{7777*1111}',
  '%s%n%d',
  '{address}',
  '{link}',
  "{count, plural, other {'#'}}",
  "'{'quoted'}'",
  '<link>x</link>',
  '$&$1',
  '\\u0041',
]

/** Quoted-printable and base64 words undone, entities too: as a reader sees it. */
function read(message: string): string {
  return message
    .replace(/=\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString())
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

const link = 'https://panel.example/reset#x'
/** Every message that Postern composes, with a hostile text where a person's could be. */
const made = (locale: (typeof locales)[number], text: string) => [
  texts.resetText(locale, { address: text, link, minutes: 15 }),
  texts.invitationText(locale, { address: text, link, days: 3, forgotUrl: link }),
  texts.codeText(locale, { address: text, code: '042137', minutes: 10 }),
  texts.noticeText(locale, { address: text, about: 'password', at: '2026-11-21T15:00:00.000Z', from: '192.0.2.7', link }),
  texts.administratorInvitationText(locale, { address: text, role: 'admin', link, days: 3, publicUrl: link }),
]

describe.each(locales)('in %s', (locale) => {
  it.each(hostile)('%s stays what it is', async (text) => {
    for (const message of made(locale, text)) {
      const whole = read(await composeMessage({ from: { name: 'Acme', address: from }, to, locale }, message))
      expect(whole).toContain(text)
      expect(whole).not.toContain('8640247')
    }
  })

  it('a line break makes no header and no line of its own', async () => {
    for (const text of ['a\r\nBcc: eve@other.test', 'a\nContent-Type: text/x', 'a\r\n.\r\nMAIL FROM:<x>'])
      for (const message of made(locale, text)) {
        const whole = await composeMessage({ from: { name: 'Acme', address: from }, to, locale }, message)
        expect(checkMessage(whole, { from, to })).toBeNull()
        const [head = ''] = whole.split('\n\n')
        expect(head).not.toMatch(/^(Bcc|MAIL)/im)
      }
  })
})

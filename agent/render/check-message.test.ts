import { describe, expect, it } from 'vitest'
import { checkMessage } from './check-message'

const envelope = { from: 'postern@acme.example', to: 'anna@other.test' }
const header = [
  'Auto-Submitted: auto-generated',
  'From: "Acme mail" <postern@acme.example>',
  'To: anna@other.test',
  'Subject: =?UTF-8?Q?Contrase=C3=B1a?=',
  'Message-ID: <1@acme.example>',
  'Date: Sat, 21 Nov 2026 12:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative;',
  ' boundary="--x"',
]
const message = (lines: readonly string[] = header, body = 'Hello\n') => `${lines.join('\n')}\n\n${body}`
const replaced = (name: string, ...lines: string[]) => message([...header.filter((line) => !line.startsWith(`${name}:`)), ...lines])

describe('a message of the panel', () => {
  it('is taken as Postern writes it, folded lines and a name beside the address included', () => {
    expect(checkMessage(message(), envelope)).toBeNull()
    expect(checkMessage(replaced('From', 'From: =?UTF-8?Q?Acm=C3=A9?= <postern@acme.example>'), envelope)).toBeNull()
  })

  it.each([
    ['Bcc', message([...header, 'Bcc: eve@other.test'])],
    ['Resent-To', message([...header, 'Resent-To: eve@other.test'])],
    ['a second From', message([...header, 'From: postern@acme.example'])],
    ['a Sender', message([...header, 'Sender: eve@other.test'])],
    ['a folded name', message([...header, 'B', ' cc: eve@other.test'])],
    ['no Subject', replaced('Subject')],
    ['no Auto-Submitted', replaced('Auto-Submitted')],
    ['another Auto-Submitted', replaced('Auto-Submitted', 'Auto-Submitted: no')],
  ])('with %s is refused', (_, text) => {
    expect(checkMessage(text, envelope)).not.toBeNull()
  })

  it.each([
    'eve@other.test',
    'postern@acme.example, eve@other.test',
    '<postern@acme.example> <eve@other.test>',
    '"eve@other.test" <postern@acme.example>',
    'eve@other.test <postern@acme.example>',
    'friends: postern@acme.example;',
    '',
  ])('from %j is refused where the envelope says otherwise', (from) => {
    expect(checkMessage(replaced('From', `From: ${from}`), envelope)).toMatch(/^From /)
  })

  it('to several is refused', () => {
    expect(checkMessage(replaced('To', 'To: anna@other.test, eve@other.test'), envelope)).toMatch(/^To /)
  })

  it.each([
    ['a carriage return', message([...header, 'X: y\rBcc: eve@other.test'])],
    ['NUL', message(header, 'a\0b')],
    ['8-bit text', message(header, 'contraseña')],
    ['a line of 999', message(header, 'x'.repeat(999))],
    ['no body', header.join('\n')],
  ])('with %s is refused', (_, text) => {
    expect(checkMessage(text, envelope)).not.toBeNull()
  })

  it('is never quoted in what is said about it', () => {
    const said = [message([...header, 'X-Secret-Token: 1']), message(header, 'sécret'), replaced('From', 'From: secret')]
    expect(said.map((text) => checkMessage(text, envelope)).join(' ')).not.toMatch(/secret@|sécret|: secret/)
  })
})

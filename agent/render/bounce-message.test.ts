import { expect, it } from 'vitest'
import { openMail } from '#lib/mime/open-mail'
import { renderBounce } from './bounce-message'

const envelope = {
  queue: 'deferred',
  file: 'deferred/A/ABCDEF',
  bytes: 1,
  arrivedAt: '2026-11-20T22:00:00.000Z',
  sender: 'ann@one.test',
  recipients: [{ address: 'bob@two.test' }, { address: 'odd\nBcc: x@y.test' }],
  done: [],
  records: [],
} as const

it('a bounce is a report whose text, addresses and header stay where they belong', async () => {
  const message = renderBounce({
    envelope: { ...envelope, recipients: [...envelope.recipients], done: [], records: [] },
    text: 'Sorry.\n--=_ABCDEF\nBcc: eve@evil.test\n¡Adiós!',
    header: 'Subject: h\xe9\r\nX: y\n',
    reportingHost: 'mail1.example.test',
    id: 'ABCDEF',
    at: new Date('2026-11-21T00:00:00Z'),
  })
  const mail = await openMail(Buffer.from(message))
  expect(mail?.headers.get('bcc')).toBeUndefined()
  expect(mail?.headers.get('auto-submitted')).toEqual(['auto-replied'])
  expect(mail?.text).toContain('Bcc: eve@evil.test\n¡Adiós!')
  const parts = new Map(mail?.parts.map(({ type, content }) => [type, content.toString('latin1')]))
  expect(parts.get('message/delivery-status')).toContain('Final-Recipient: rfc822; odd?Bcc: x@y.test')
  expect(parts.get('message/delivery-status')).toContain('Action: failed')
  expect(parts.get('text/rfc822-headers')).toContain('Subject: h\xe9')
})

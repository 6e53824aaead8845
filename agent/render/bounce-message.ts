// A report that a message will not be delivered, in words of an administrator (RFC 3462, RFC 3464): what bounce(8) would write, except for its
// text, which Postfix has for a whole host only. Pure. Nothing of the message but its header goes back.
import type { Envelope } from '../queue/postcat'

type Bounce = { envelope: Envelope; text: string /** As latin1. */; header: string; reportingHost: string; id: string; at: Date }

const encoded = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64').replace(/.{76}/g, '$&\n')
/** One line, printable: an address or a name in a field. */
const inField = (text: string) => text.replace(/[^!-~ ]/g, '?').slice(0, 320)

export function renderBounce({ envelope, text, header, reportingHost, id, at }: Bounce): string {
  const boundary = `=_${id}_${at.getTime()}`
  const date = at.toUTCString().replace('GMT', '+0000')
  const part = (type: string, body: string, more = '') => `--${boundary}\nContent-Type: ${type}\n${more}\n${body}\n`
  const recipients = envelope.recipients.map(
    ({ address }) => `Final-Recipient: rfc822; ${inField(address)}\nAction: failed\nStatus: 5.7.0\n`,
  )
  return [
    `From: Mail Delivery System <MAILER-DAEMON@${reportingHost}>`,
    `To: <${inField(envelope.sender)}>`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${date}`,
    `Message-ID: <${id}.${at.getTime()}@${reportingHost}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    part('text/plain; charset=utf-8', encoded(`${text}\n`), 'Content-Transfer-Encoding: base64\n') +
      part(
        'message/delivery-status',
        `Reporting-MTA: dns; ${reportingHost}\nX-Postfix-Queue-ID: ${id}\nArrival-Date: ${new Date(envelope.arrivedAt).toUTCString().replace('GMT', '+0000')}\n\n${recipients.join('\n')}`,
      ) +
      part('text/rfc822-headers', encoded(header, 'latin1'), 'Content-Transfer-Encoding: base64\n') +
      `--${boundary}--`,
    '',
  ].join('\n')
}

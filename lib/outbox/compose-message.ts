// A message as text (RFC 5322, 7-bit, lines of LF as sendmail(1) takes them): plain text and the same as simple HTML. nodemailer encodes
// headers and bodies; it opens no file and no URL here.
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Block, MessageText } from './message-text'

export type Envelope = { from: { name: string; address: string }; to: string; locale: string }

export async function composeMessage({ from, to, locale }: Envelope, { subject, blocks }: MessageText): Promise<string> {
  const composer = new MailComposer({
    from,
    to: { name: '', address: to },
    subject,
    text: `${blocks.map(plain).join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${escaped(locale)}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>\n<body style="${style.body}">\n${blocks.map(html).join('\n')}\n</body></html>\n`,
    // RFC 3834 5, and RFC 3282.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale },
    textEncoding: 'quoted-printable',
    newline: 'unix',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return (await composer.compile().build()).toString('latin1')
}

function plain(block: Block): string {
  if ('text' in block) return block.text
  return 'code' in block ? `    ${block.code}` : `${block.label}\n${block.link}`
}

const style = {
  body: 'font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em',
  code: 'font-family:ui-monospace,monospace;font-size:28px;letter-spacing:4px',
} as const

function html(block: Block): string {
  if ('text' in block) return `<p>${escaped(block.text)}</p>`
  if ('code' in block) return `<p style="${style.code}">${escaped(block.code)}</p>`
  return `<p><a href="${escaped(block.link)}">${escaped(block.label)}</a></p>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

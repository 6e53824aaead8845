// A mail taken apart: what it says as text, and its parts as bytes. Bounces and reports come from strangers, so size, depth and the sum of
// headers have bounds; names of files are not even read.
import PostalMime, { type Attachment } from 'postal-mime'

export type MailPart = { type: string; content: Buffer }
export type Mail = {
  subject: string
  /** Unfolded values by lower-case name, in their order. */
  headers: Map<string, string[]>
  text: string
  html: string
  /** Everything that is not text to read; mails inside are parts, not taken apart themselves. */
  parts: MailPart[]
}

export const mailBytesMax = 50 * 1024 * 1024
const limits = { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 512 * 1024 } as const

/** null: no mail that can be read, or one beyond the bounds. */
export async function openMail(content: Uint8Array): Promise<Mail | null> {
  if (content.length > mailBytesMax) return null
  const email = await parsed(content)
  if (!email || email.headers.length === 0) return null
  const headers = new Map<string, string[]>()
  for (const { key, value } of email.headers) headers.set(key, [...(headers.get(key) ?? []), value])
  const mail = {
    subject: email.subject ?? '',
    headers,
    text: email.text ?? '',
    html: email.html ?? '',
    parts: email.attachments.map(partOf),
  }
  // Where the structure is broken nothing is found in it: then the mail is read as it stands.
  return mail.text === '' && mail.html === '' && mail.parts.length === 0 ? { ...mail, text: bodyOf(content) } : mail
}

const bodyOf = (content: Uint8Array): string => /\r?\n\r?\n([\s\S]*)/.exec(Buffer.from(content).toString('utf8'))?.[1] ?? ''

const partOf = ({ mimeType, content }: Attachment): MailPart => ({
  type: mimeType,
  content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
})

/** The library refuses what is beyond its bounds by throwing. */
async function parsed(content: Uint8Array) {
  try {
    return await PostalMime.parse(content, limits)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** The fields of a header or of a report part that is written like one (RFC 3464 2.1, RFC 5965 3): unfolded, by lower-case name. */
export function fieldsOf(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), value])
  }
  return fields
}

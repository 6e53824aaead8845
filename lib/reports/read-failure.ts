// Reports about one mail: abuse (RFC 5965), authentication failure (RFC 6591, RFC 9991). A mail is one when it has a part of fields, or is from
// one of the senders that leave it out and say the same in words.
import { fieldsOf, type Mail } from '#lib/mime/open-mail'

export type FailureReport = {
  /** abuse, fraud, auth-failure, not-spam, opt-out …; null: the mail has no fields. */
  feedbackType: string | null
  /** dmarc, dkim, spf …: what failed, of an auth-failure report. */
  authFailure: string | null
  isDmarc: boolean
  sourceIp: string | null
  reportedDomains: string[]
  arrival: string | null
  /** All fields, by lower-case name. */
  fields: Record<string, string[]>
  /** Of the mail that the report is about; null: nothing of it was sent. */
  original: { from: string | null; to: string | null; subject: string | null; messageId: string | null } | null
}

/** null: an ordinary mail. */
export function readFailure(mail: Mail): FailureReport | null {
  const feedback = mail.parts.find(({ type }) => type === 'message/feedback-report')
  const fields = feedback ? fieldsOf(feedback.content.toString('utf8')) : new Map<string, string[]>()
  const inWords = feedback
    ? false
    : /DMARC/i.test(mail.subject) &&
      /failed the published DMARC policy|DMARC (?:forensic|failure) report/i.test(`${mail.subject}\n${mail.text}`)
  const complaint = !feedback && /complaint about message from/i.test(mail.subject)
  if (!feedback && !inWords && !complaint) return null
  const first = (name: string): string | null => fields.get(name)?.[0] ?? null
  const feedbackType = first('feedback-type')?.toLowerCase() ?? (complaint ? 'abuse' : null)
  // RFC 6591 3.1 requires it; some leave it out, and say it in their words alone.
  const authFailure = first('auth-failure')?.toLowerCase() ?? null
  return {
    feedbackType,
    authFailure,
    isDmarc: inWords || authFailure === 'dmarc' || (authFailure === null && feedbackType === 'auth-failure' && /DMARC/i.test(mail.text)),
    sourceIp: first('source-ip') ?? /Sender IP Address:\s*([0-9a-f.:]+)/i.exec(mail.text)?.[1] ?? null,
    reportedDomains: fields.get('reported-domain') ?? [],
    arrival: first('arrival-date') ?? first('received-date'),
    fields: Object.fromEntries(fields),
    original: originalOf(mail),
  }
}

function originalOf(mail: Mail): FailureReport['original'] {
  const part = mail.parts.find(({ type }) => /^(?:message|text)\/rfc822(?:-headers?)?$/.test(type))
  if (!part) return null
  // The header ends at the first empty line; what follows is a stranger's mail.
  const [head = ''] = part.content
    .toString('utf8')
    .trimStart()
    .split(/\r?\n\r?\n/, 1)
  const fields = fieldsOf(head)
  const first = (name: string): string | null => fields.get(name)?.[0] ?? null
  return { from: first('from'), to: first('to'), subject: first('subject'), messageId: first('message-id') }
}

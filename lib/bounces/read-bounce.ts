// A mail that came back, or one that says that another did not arrive. null: neither; automatic answers (RFC 3834) are not bounces.
import { type Mail, openMail } from '#lib/mime/open-mail'
import type { Bounce } from './bounce'
import { readDeliveryStatus } from './delivery-status'
import { readWords } from './in-words'

export async function readBounce(content: Uint8Array): Promise<Bounce | null> {
  const mail = await openMail(content)
  return mail && bounceOf(beginningOf(mail))
}

/** A notice is short; a stranger's mail need not be. */
const beginningOf = (mail: Mail): Mail => ({ ...mail, text: mail.text.slice(0, readMax), html: mail.html.slice(0, readMax) })
const readMax = 100_000

async function bounceOf(mail: Mail): Promise<Bounce | null> {
  if (isAutomaticAnswer(mail)) return null
  const status = mail.parts.find(({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status')
  const part = status?.content.toString('utf8').slice(0, readMax) ?? (/^[> \t]*final-recipient[ \t]*:/im.test(mail.text) ? mail.text : '')
  const grouped = readDeliveryStatus(part, status ? mail.text : '')
  if (grouped.length > 0) return { recipients: grouped }
  if (!looksReturned(mail)) return null
  const recipients = readWords(mail)
  // A gateway may wrap the notice of another in one that says nothing.
  if (recipients.every(({ address, replyCode }) => address === null && replyCode === null)) return (await wrapped(mail)) ?? { recipients }
  return { recipients }
}

async function wrapped({ parts }: Mail): Promise<Bounce | null> {
  const inner = await Promise.all(parts.filter(({ type }) => type === 'message/rfc822').map(({ content }) => openMail(content)))
  const reported = inner.find((mail) => mail?.parts.some(({ type }) => type === 'message/delivery-status'))
  return reported ? bounceOf(beginningOf(reported)) : null
}

const first = (mail: Mail, name: string): string => mail.headers.get(name)?.[0] ?? ''

function isAutomaticAnswer(mail: Mail): boolean {
  if (mail.headers.has('x-failed-recipients')) return false
  const says = /^(?:automatic (?:reply|response)|auto(?:matic)?[- ]?(?:reply|response|answer)|out of (?:the )?office|vacation|abwesen)/i
  const answers = /^auto-replied/i.test(first(mail, 'auto-submitted')) && /^re:/i.test(mail.subject)
  return answers || says.test(mail.subject) || mail.headers.has('x-auto-response-suppress')
}

function looksReturned(mail: Mail): boolean {
  const from = `${first(mail, 'from')} ${first(mail, 'return-path')}`
  const isDaemon = /mailer-?daemon|post_?master|mail delivery|<>|delivery (?:system|subsystem)|mail ?(?:er|system)|no-?reply/i.test(from)
  const says = /undeliver|fail|return|delivery|reject|bounce|not (?:be )?delivered|warning|error|notif|unable|problem|refused|unzustellbar/i
  return isDaemon || mail.headers.has('x-failed-recipients') || says.test(mail.subject)
}

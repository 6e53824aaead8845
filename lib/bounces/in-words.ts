// Bounces that are words alone: qmail, Exim, old sendmail and the servers of providers. Where the notice ends and the mail that came back begins is
// found first, so that nothing in a stranger's mail is taken for a verdict.
import type { Mail } from '#lib/mime/open-mail'
import type { BouncedRecipient } from './bounce'
import { replyIn, statusIn } from './codes'
import { permanenceOf } from './permanence'

const endOfNotice =
  /^[ \t>]*(?:[-=_*# ]{2,}.{0,10}(?:this is a copy|original|below this line|returned|unsent|undelivered|message (?:header|follows|text|content)|header|included is a copy|copy of|the body of|start of|begin|forwarded).*|(?:original message(?: follows| headers?)?|received|return-path|message-id|delivered-to|x-[\w-]+|mime-version|the (?:following is|header of) .{0,20}(?:message|mail).*|your (?:original )?message .{0,40}:?)\s*:.*)$/im

const address = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/
// A notice in words alone is final unless it says that somebody goes on trying.
const ofDelay =
  /delayed|still trying|(?:keep|continue|going on) (?:to )?try|will (?:be )?(?:keep|continue|retr|try)|not yet been|warning (?:message )?only|retry time not reached/i

export function readWords(mail: Mail): BouncedRecipient[] {
  const notice = noticeOf(mail)
  const named = namedIn(mail, notice)
  if (named.length === 0) return [recipientOf(null, notice)]
  const from = named.map((name) => Math.max(0, notice.toLowerCase().indexOf(name.toLowerCase())))
  return named.map((name, index) => {
    const later = from.filter((start) => start > (from[index] as number))
    const own = notice.slice(from[index], later.length > 0 ? Math.min(...later) : undefined)
    // What one recipient's lines do not say is said for all of them together.
    return recipientOf(
      name,
      named.length === 1 || (replyIn(own) === null && statusIn(own) === null && own.length < name.length + 8) ? notice : own,
    )
  })
}

function noticeOf({ text, html }: Mail): string {
  const plain = text.trim() === '' ? html.replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/gi, '').replace(/<[^>]+>/g, ' ') : text
  const end = endOfNotice.exec(plain)
  return (end && end.index > 20 ? plain.slice(0, end.index) : plain).slice(0, 20_000)
}

/** The addresses that failed: as a field says, else those that stand at the beginning of a line, else the first that is not the one it came back to. */
function namedIn(mail: Mail, notice: string): string[] {
  const field = mail.headers.get('x-failed-recipients')?.join(',') ?? ''
  const fromField = field.match(new RegExp(address, 'g'))
  if (fromField) return unique(fromField)
  const returned = new Set(
    (mail.headers.get('to') ?? []).flatMap((to) => to.match(new RegExp(address, 'g')) ?? []).map((one) => one.toLowerCase()),
  )
  const lines = new RegExp(
    `^[ \\t>*"-]*(?:[45]\\d\\d (?:[45]\\.\\d+\\.\\d+ )?|to:? +|rcpt to:? *|recipient(?: address)?:? *|e?-?mail:? +)?<?(${address.source})>?"?[ \\t]*(?:[:,(<]|\\.(?![A-Za-z0-9-])|$|[ \\t])`,
    'gim',
  )
  const starting = [...notice.matchAll(lines)].map(([, found]) => found as string).filter((found) => !returned.has(found.toLowerCase()))
  if (starting.length > 0) return unique(starting)
  const any = (notice.match(new RegExp(address, 'g')) ?? []).filter(
    (found) => !returned.has(found.toLowerCase()) && !/^(?:postmaster|mailer-daemon|abuse|support)@/i.test(found),
  )
  return unique(any).slice(0, 1)
}

const unique = (names: readonly string[]): string[] => {
  const seen = new Map(names.map((name) => [name.toLowerCase(), name]))
  return [...seen.values()]
}

function recipientOf(name: string | null, words: string): BouncedRecipient {
  const flat = words.replace(/\s+/g, ' ')
  const replyCode = replyIn(flat)
  const status = statusIn(flat)
  const delayed = status === null && replyCode === null && ofDelay.test(flat)
  const known = status ?? `${replyCode?.[0] ?? (delayed ? '4' : '5')}.0.0`
  return {
    address: name,
    action: known.startsWith('4') ? 'delayed' : known.startsWith('2') ? 'delivered' : 'failed',
    status: known,
    replyCode,
    diagnostic: flat.slice(0, 2000),
    permanence: permanenceOf(known, flat),
  }
}

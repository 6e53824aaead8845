// The job that sends one message: composes it, with a new link or code each time, and hands it to the agent. A host that does not take it
// is asked again with growing pauses; in the end the message is given up, and administrators see why.
import { unicodeAddress } from '#lib/addresses/parse-domain'
import { makeAdministratorLink } from '#lib/auth/administrator-link'
import { forwardLinkHours, makeForwardLink } from '#lib/auth/forward-link'
import { invitationDays, makePasswordLink, resetMinutes } from '#lib/auth/password-link'
import { codeMinutes, makeAddressCode } from '#lib/auth/recovery-address-code'
import { db } from '#lib/db/client'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { defaultLocale, isLocale, type Locale } from '#lib/i18n/locales'
import { log } from '#lib/log'
import { address } from '#lib/protocol/names'
import { certificateNotice } from './certificate-notice'
import { composeMessage } from './compose-message'
import { dnsNotice } from './dns-notice'
import {
  administratorInvitationText,
  certificateText,
  codeText,
  dnsText,
  forwardText,
  invitationText,
  type MessageText,
  noticeText,
  resetText,
  testText,
  unusualText,
} from './message-text'
import { notice } from './notice'
import { queueSending } from './queue-message'
import { requireSender } from './sender'
import { unusualNotice } from './unusual-notice'

/** Pauses between attempts, in seconds: four hours in all. */
const pauses = [5, 15, 60, 300, 900, 3600, 9000] as const

type Row = NonNullable<Awaited<ReturnType<typeof findWaiting>>>

export async function sendOutgoing(messageId: string): Promise<void> {
  const row = await findWaiting(messageId)
  if (!row) return
  try {
    const sender = await requireSender()
    const locale = isLocale(row.locale) ? row.locale : defaultLocale
    const text = await textOf(row, locale)
    if (text === null) return await forget(row)
    const from = { name: sender.name, address: sender.address }
    const message = await composeMessage({ from, to: row.recipient, locale }, text)
    await agentFor(sender.host).call('send-message', { from: address.parse(sender.address), to: address.parse(row.recipient), message })
    const data = { state: 'sent', sentAt: new Date(), errorCode: null, errorDetail: null, attempts: { increment: 1 } }
    await db().outgoingMessage.update({ where: { id: row.id }, data })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await noteFailure(row, error)
  }
}

const findWaiting = (id: string) =>
  db().outgoingMessage.findUnique({
    where: { id, state: 'waiting' },
    include: { mailbox: { omit: { passwordHash: false } }, administrator: true },
  })

/** null: nobody waits for it any more. */
async function textOf(row: Row, locale: Locale): Promise<MessageText | null> {
  const { kind, mailbox, administrator, recipient } = row
  if (kind === 'test') return testText(locale, { publicUrl: env('NEXTAUTH_URL') })
  if (kind === 'notice') return noticeOf(row, locale)
  if (kind === 'dns') {
    const changed = dnsNotice.safeParse(row.notice).data
    return changed && administrator && !administrator.disabledAt ? dnsText(locale, changed, env('NEXTAUTH_URL')) : null
  }
  if (kind === 'certificate') {
    const ending = certificateNotice.safeParse(row.notice).data
    return ending && administrator && !administrator.disabledAt ? certificateText(locale, ending, env('NEXTAUTH_URL')) : null
  }
  if (kind === 'unusual') {
    const seen = unusualNotice.safeParse(row.notice).data
    return seen && administrator && !administrator.disabledAt ? unusualText(locale, seen, env('NEXTAUTH_URL')) : null
  }
  if (kind === 'administrator-invitation') return administrator && administratorText(administrator, locale)
  if (!mailbox) return null
  const shown = unicodeAddress(mailbox.address)
  if (kind === 'code') {
    const code = await makeAddressCode(mailbox.id, recipient)
    return code === null ? null : codeText(locale, { address: shown, code, minutes: codeMinutes })
  }
  if (kind === 'forward') {
    const link = await makeForwardLink(mailbox.id, recipient)
    return link === null ? null : forwardText(locale, { address: shown, link, hours: forwardLinkHours })
  }
  // Somebody set another address since: the link is not for this one any more.
  if (mailbox.recoveryAddress !== recipient) return null
  if (kind === 'reset') {
    const link = await makePasswordLink(mailbox, resetMinutes)
    return resetText(locale, { address: shown, link, minutes: resetMinutes })
  }
  const link = await makePasswordLink(mailbox, invitationDays * 24 * 60)
  return invitationText(locale, { address: shown, link, days: invitationDays, forgotUrl: String(new URL('/forgot', env('NEXTAUTH_URL'))) })
}

function noticeOf({ notice: kept, mailbox, administrator }: Row, locale: Locale): MessageText | null {
  const said = notice.safeParse(kept).data
  const whose = mailbox ?? administrator
  if (!said || !whose) return null
  // Where to act, if it was somebody else.
  const link = new URL(mailbox ? '/forgot' : '/settings/account', env('NEXTAUTH_URL')).href
  return noticeText(locale, { ...said, address: unicodeAddress(whose.address), link })
}

/** null: they have chosen a password since, or are not to come in. */
async function administratorText(invited: NonNullable<Row['administrator']>, locale: Locale): Promise<MessageText | null> {
  if (invited.passwordSetAt || invited.disabledAt) return null
  const link = await makeAdministratorLink(invited.id)
  return administratorInvitationText(locale, {
    address: invited.address,
    role: invited.role,
    link,
    days: invitationDays,
    publicUrl: env('NEXTAUTH_URL'),
  })
}

const forget = async ({ id }: Row): Promise<void> => {
  await db().outgoingMessage.deleteMany({ where: { id } })
}

async function noteFailure({ id, kind, attempts }: Row, { code, subject, detail }: AppError): Promise<void> {
  log.warn({ code, subject, kind }, 'a message of the panel was not sent')
  const pause = code === 'sender_missing' ? undefined : pauses[attempts]
  const data = { attempts: { increment: 1 }, errorCode: code, errorDetail: detail?.slice(0, 1000) ?? null }
  await db().outgoingMessage.update({ where: { id }, data: { ...data, ...(pause === undefined && { state: 'failed' }) } })
  if (pause !== undefined) await queueSending(db(), id, pause * 1000)
}

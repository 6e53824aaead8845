// A person's language and the browsers in which they are signed in with their mailbox.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { MailboxActor } from '#lib/auth/actor'
import { endMailboxSessions } from '#lib/auth/mailbox-sessions'
import { passwordMark } from '#lib/auth/password-mark'
import { endLeftVisits } from '#lib/auth/webmail-visits'
import { isUuid } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { ownEntry } from './own-entry'
import { type LanguageInput, languageInput, type OwnSessionView } from './schema'

/** For the messages that Postern sends; the pages follow the cookie that is set with it. */
export function setOwnLanguage(actor: MailboxActor, input: LanguageInput): Promise<Outcome<LanguageInput>> {
  return asOutcome(() =>
    recordChange(actor, 'own-mailbox.write', async (tx) => {
      const { locale } = requireValid(languageInput, input)
      const before = await tx.mailbox.findUniqueOrThrow({ where: { id: actor.id }, select: { locale: true } })
      if (before.locale === locale) return { value: { locale }, entries: [], domains: [] }
      await tx.mailbox.update({ where: { id: actor.id }, data: { locale, version: { increment: 1 } } })
      return { value: { locale }, entries: [{ ...ownEntry(actor, 'update'), before, after: { locale } }], domains: [] }
    }),
  )
}

/** Those that still count. */
export async function listOwnSessions(actor: MailboxActor): Promise<OwnSessionView[]> {
  const mailbox = await db().mailbox.findUniqueOrThrow({ where: { id: actor.id }, omit: { passwordHash: false } })
  const rows = await db().mailboxSession.findMany({
    where: {
      mailboxId: actor.id,
      passwordMark: passwordMark(mailbox.passwordHash),
      expiresAt: { gt: new Date() },
      awaitsSecondFactor: false,
    },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  })
  return rows.map(({ id, createdAt, lastSeenAt, clientAddress, userAgent }) => ({
    ...{ id, clientAddress, userAgent },
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }))
}

export function endOwnSession(actor: MailboxActor, id: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'own-mailbox.write', async (tx) => {
      const { count } = isUuid(id) ? await tx.mailboxSession.deleteMany({ where: { id, mailboxId: actor.id } }) : { count: 0 }
      if (count === 0) throw new AppError('not_found', { subject: id.slice(0, 40) })
      return { value: null, entries: [sessionEntry(actor, count)], domains: await leftVisits(tx, actor) }
    }),
  )
}

export function endOtherOwnSessions(actor: MailboxActor, sessionId: string): Promise<Outcome<{ ended: number }>> {
  return asOutcome(() =>
    recordChange(actor, 'own-mailbox.write', async (tx) => {
      const ended = await endMailboxSessions(tx, actor.id, sessionId)
      return { value: { ended }, entries: ended > 0 ? [sessionEntry(actor, ended)] : [], domains: await leftVisits(tx, actor) }
    }),
  )
}

/** Signing out, which is an entry of the audit only where it ends a visit to the webmail. */
export async function endThisSession(actor: MailboxActor, sessionId: string): Promise<void> {
  await recordChange(actor, 'own-mailbox.write', async (tx) => {
    const { count } = await tx.mailboxSession.deleteMany({ where: { id: sessionId } })
    const domains = await leftVisits(tx, actor)
    return { value: null, entries: domains.length > 0 ? [sessionEntry(actor, count)] : [], domains }
  })
}

/** The domain whose lines change because a visit to the webmail ends with its session. */
async function leftVisits(tx: Tx, actor: MailboxActor): Promise<string[]> {
  return (await endLeftVisits(tx, actor.id)) > 0 ? [domainOf(actor.name)] : []
}

const sessionEntry = (actor: MailboxActor, ended: number) => ({ ...ownEntry(actor, 'sessions'), after: { ended } })

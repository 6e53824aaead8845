// A message to the administrator who asks for one, and what the mail host said of it.
import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AdministratorActor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { AppError, type FailureCode, failures } from '#lib/errors'
import type { Locale } from '#lib/i18n/locales'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { queueMessage } from './queue-message'

const waitSeconds = 8
const everyMs = 150

/** Saved when the host took it. Throws the first attempt's failure; the next attempts go on by themselves. */
export function sendTestMessage(actor: AdministratorActor, locale: Locale): Promise<Outcome<{ recipient: string }>> {
  return asOutcome(async () => {
    requirePermission(actor, 'settings.write')
    const { address: recipient } = await db().administrator.findUniqueOrThrow({ where: { id: actor.id }, select: { address: true } })
    const id = await db().$transaction((tx) => queueMessage(tx, { kind: 'test', recipient, locale }))
    const until = Date.now() + waitSeconds * 1000
    while (Date.now() < until) {
      const row = await db().outgoingMessage.findUnique({ where: { id } })
      if (row?.state === 'sent') return { value: { recipient }, revision: null }
      if (row?.errorCode) throw new AppError(isFailureCode(row.errorCode) ? row.errorCode : 'internal', { subject: recipient })
      await sleep(everyMs)
    }
    return deny('message_waiting', null, { seconds: waitSeconds })
  })
}

const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(failures, code)

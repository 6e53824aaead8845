// A forgotten password. The panel counts, leaves a job, and answers: the same words after the same work, whatever was asked for. Whether
// there is such a mailbox, and whether it has a recovery address, is found out by the worker, whose time nobody outside can measure.
import 'server-only'
import { networkOf } from '#lib/auth/client-network'
import { countRequest } from '#lib/auth/request-limit'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { Locale } from '#lib/i18n/locales'
import { isLocale } from '#lib/i18n/locales'
import { log } from '#lib/log'
import { queueMessage } from '#lib/outbox/queue-message'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type ForgotInput, forgotInput } from './schema'

const minutes = 60
const perAccount = 3
const perClient = 10
const perRecipient = 5
/** For the whole installation: what somebody with many addresses of their own can do at most. */
const inAll = 500

export type AskedBy = { clientAddress: string | null; locale: Locale }

/** Throws AppError `rate_limited`, which depends on nothing but what was asked for before. */
export function requestReset(by: AskedBy, input: ForgotInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { address } = requireValid(forgotInput, input)
    const within = await countRequest([
      { key: 'reset:all', max: inAll, minutes },
      { key: `reset:client:${by.clientAddress === null ? 'unknown' : networkOf(by.clientAddress)}`, max: perClient, minutes },
      { key: `reset:account:${address}`, max: perAccount, minutes },
    ])
    if (!within) throw new AppError('rate_limited', { subject: 'reset' })
    await db().$executeRaw`
      select graphile_worker.add_job('request-reset', json_build_object('address', ${address}::text, 'locale', ${by.locale}::text), max_attempts => 5)`
    return { value: null, revision: null }
  })
}

export async function answerResetRequest({ address, locale }: { address: string; locale: Locale }): Promise<void> {
  const mailbox = await db().mailbox.findUnique({ where: { address, enabled: true, domain: { enabled: true } } })
  if (!mailbox?.recoveryAddress) {
    log.info({ address, known: mailbox !== null }, 'a link was asked for and not sent')
    return
  }
  const { id: mailboxId, recoveryAddress: recipient, locale: chosen } = mailbox
  if (!(await countRequest([{ key: `reset:to:${recipient.toLowerCase()}`, max: perRecipient, minutes }]))) return
  await db().$transaction((tx) => queueMessage(tx, { kind: 'reset', recipient, locale: isLocale(chosen) ? chosen : locale, mailboxId }))
}

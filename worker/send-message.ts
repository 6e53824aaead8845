import * as z from 'zod'
import { locales } from '#lib/i18n/locales'
import { answerResetRequest } from '#lib/me/forgot'
import { sendOutgoing } from '#lib/outbox/send-outgoing'

const message = z.object({ messageId: z.uuid() })
const request = z.object({ address: z.string(), locale: z.enum(locales) })

/** Hands a message that Postern wrote to the host of its sender. */
export const sendMessageJob = (given: unknown): Promise<void> => sendOutgoing(message.parse(given).messageId)

/** Somebody forgot a password: finds out, where nobody can measure it, whether there is such a mailbox. */
export const requestResetJob = (given: unknown): Promise<void> => answerResetRequest(request.parse(given))

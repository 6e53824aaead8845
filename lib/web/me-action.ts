// Forms of people with a mailbox, and those that nobody must be signed in for. Beside lib/web/action.ts, which is for administrators:
// neither kind of session opens the other's forms.
import 'server-only'
import { headers } from 'next/headers'
import type * as z from 'zod'
import type { MailboxActor } from '#lib/auth/actor'
import { mailboxActor, requireMailbox } from '#lib/auth/current-mailbox'
import { requestAddress } from '#lib/auth/request-address'
import type { Outcome } from '#lib/outcome'
import { answerForm } from './action'
import type { FormAction } from './action-state'

type Own = { actor: MailboxActor; sessionId: string /** `$id` of the form, where it names something. */; id: string }
type Options = { /** Also while the person must first change the password. */ mustChange?: boolean }

export function ownAction<S extends z.ZodType, T>(
  schema: S,
  command: (own: Own, input: z.output<S>) => Promise<Outcome<T>>,
  options: Options = {},
): FormAction {
  return async (_before, form) =>
    answerForm(schema, form, async () => {
      const owner = await requireMailbox(options)
      const id = form.get('$id')
      const own = { actor: mailboxActor(owner), sessionId: owner.sessionId, id: typeof id === 'string' ? id : '' }
      return (input) => command(own, input)
    })
}

export type Stranger = { clientAddress: string | null; userAgent: string | null }

export function openAction<S extends z.ZodType, T>(
  schema: S,
  command: (stranger: Stranger, input: z.output<S>) => Promise<Outcome<T>>,
): FormAction {
  return async (_before, form) =>
    answerForm(schema, form, async () => {
      const sent = await headers()
      const stranger = { clientAddress: await requestAddress(), userAgent: sent.get('user-agent') }
      return (input) => command(stranger, input)
    })
}

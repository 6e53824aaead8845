'use server'

import { getLocale } from 'next-intl/server'
import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { tellApplied } from '#lib/changes/tell-applied'
import { getMailbox } from '#lib/mailboxes/queries'
import type { Outcome } from '#lib/outcome'
import { askAgain, askForward } from '#lib/rules/ask-forward'
import { setFilters, tryFilters } from '#lib/rules/filters'
import { removeForwardTarget, setForwarding } from '#lib/rules/forwarding'
import {
  activateScriptInput,
  askForwardInput,
  filtersForm,
  forwardingInput,
  renameScriptInput,
  saveScriptInput,
  scriptRef,
  tryForm,
  vacationInput,
} from '#lib/rules/schema'
import { activateScript, deleteScript, renameScript, saveScript } from '#lib/rules/scripts'
import { setVacation } from '#lib/rules/vacation'
import { formAction, type Target } from '#lib/web/action'

const target = z.object({ target: z.string().max(40) })

/** The mailbox is found as this administrator may see it; `$id` names it. */
function onMailbox<S extends z.ZodType, T>(schema: S, command: (actor: Actor, id: string, input: z.output<S>) => Promise<Outcome<T>>) {
  return formAction(schema, 'mailbox.write', async (actor, input, { id }: Target) =>
    command(actor, (await getMailbox(actor, id)).id, input),
  )
}

const applied = async (actor: Actor, id: string, saving: Promise<Outcome<unknown>>) =>
  tellApplied((await getMailbox(actor, id)).address, saving)

export const saveForwarding = onMailbox(forwardingInput, (actor, id, input) => applied(actor, id, setForwarding(actor, id, input)))
export const askTarget = onMailbox(askForwardInput, async (actor, id, input) => askForward(actor, id, await getLocale(), input))
export const askTargetAgain = onMailbox(target, async (actor, id, input) => askAgain(actor, id, input.target, await getLocale()))
export const removeTarget = onMailbox(target, (actor, id, input) => removeForwardTarget(actor, id, input.target))

export const saveVacation = onMailbox(vacationInput, (actor, id, input) => applied(actor, id, setVacation(actor, id, input)))

export const saveFilters = onMailbox(filtersForm, (actor, id, { version, filters }) =>
  applied(actor, id, setFilters(actor, id, version, { filters })),
)
export const tryMailboxFilters = onMailbox(tryForm, tryFilters)

export const saveMailboxScript = onMailbox(saveScriptInput, saveScript)
export const activateMailboxScript = onMailbox(activateScriptInput, activateScript)
export const renameMailboxScript = onMailbox(renameScriptInput, renameScript)
export const deleteMailboxScript = onMailbox(scriptRef, deleteScript)

'use server'

import { getLocale } from 'next-intl/server'
import * as z from 'zod'
import { tellApplied } from '#lib/changes/tell-applied'
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
import { ownAction } from '#lib/web/me-action'

const target = z.object({ target: z.string().max(40) })

export const saveForwarding = ownAction(forwardingInput, ({ actor }, input) =>
  tellApplied(actor.name, setForwarding(actor, actor.id, input)),
)
export const askTarget = ownAction(askForwardInput, async ({ actor }, input) => askForward(actor, actor.id, await getLocale(), input))
export const askTargetAgain = ownAction(target, async ({ actor }, input) => askAgain(actor, actor.id, input.target, await getLocale()))
export const removeTarget = ownAction(target, ({ actor }, input) => removeForwardTarget(actor, actor.id, input.target))

export const saveVacation = ownAction(vacationInput, ({ actor }, input) => tellApplied(actor.name, setVacation(actor, actor.id, input)))

export const saveFilters = ownAction(filtersForm, ({ actor }, { version, filters }) =>
  tellApplied(actor.name, setFilters(actor, actor.id, version, { filters })),
)
export const tryOwnFilters = ownAction(tryForm, ({ actor }, input) => tryFilters(actor, actor.id, input))

export const saveOwnScript = ownAction(saveScriptInput, ({ actor }, input) => saveScript(actor, actor.id, input))
export const activateOwnScript = ownAction(activateScriptInput, ({ actor }, input) => activateScript(actor, actor.id, input))
export const renameOwnScript = ownAction(renameScriptInput, ({ actor }, input) => renameScript(actor, actor.id, input))
export const deleteOwnScript = ownAction(scriptRef, ({ actor }, input) => deleteScript(actor, actor.id, input))

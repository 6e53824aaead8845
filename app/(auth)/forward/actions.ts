'use server'

import { answerForward, lookAtForwardLink } from '#lib/rules/ask-forward'
import { forwardAnswerInput } from '#lib/rules/schema'
import { openAction } from '#lib/web/me-action'

/** Looking uses nothing up. */
export async function lookAtLink(token: unknown) {
  return typeof token === 'string' ? lookAtForwardLink(token) : null
}

export const answerByLink = openAction(forwardAnswerInput, (_, input) => answerForward(input))

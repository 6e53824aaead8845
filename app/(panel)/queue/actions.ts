'use server'

import { getTranslations } from 'next-intl/server'
import * as z from 'zod'
import { AppError } from '#lib/errors'
import type { Outcome } from '#lib/outcome'
import { createHoldRule, deleteHoldRule } from '#lib/queue/hold-rules'
import { openQueuedMessage } from '#lib/queue/queued-message'
import { actInput, holdRuleInput, type OutcomeCounts } from '#lib/queue/schema'
import { formAction } from '#lib/web/action'
import { actOrTask } from '#lib/web/queue-act'
import { actIn, queueForm } from '#lib/web/queue-form'

/** What became of the others, in words. */
async function remarks({ gone = 0, foreign = 0, unanswerable = 0, failed = 0 }: OutcomeCounts): Promise<string> {
  const t = await getTranslations('queue.act.outcome')
  const told = Object.entries({ gone, foreign, unanswerable, failed }) as ['gone' | 'foreign' | 'unanswerable' | 'failed', number][]
  return told.flatMap(([outcome, count]) => (count > 0 ? [t(outcome, { count })] : [])).join(' ')
}

export const actOnMessages = formAction(queueForm, 'queue.write', async (actor, form): Promise<Outcome<object>> => {
  const input = actInput.safeParse(actIn(form))
  if (!input.success) return { ok: false, refusals: [{ field: 'text', code: 'required' }] }
  const outcome = await actOrTask(actor, form.host, input.data)
  if (!outcome.ok) return outcome
  const { revision } = outcome
  if ('task' in outcome.value) return { ok: true, revision, value: { task: outcome.value.task.id } }
  const { matched, changed, counts } = outcome.value
  return { ok: true, revision, value: { matched, changed, detail: await remarks(counts) } }
})

/** One message, by its button: what was not done is a refusal, so that the page says so. */
export const actOnMessage = formAction(queueForm, 'queue.write', async (actor, form) => {
  const input = actInput.safeParse(actIn(form))
  if (!input.success) return { ok: false, refusals: [{ field: 'text', code: 'required' }] }
  const outcome = await actOrTask(actor, form.host, input.data)
  if (outcome.ok && 'changed' in outcome.value && outcome.value.changed === 0) throw new AppError('not_found', { subject: form.id[0] })
  return outcome
})

export const openMessage = formAction(z.object({ host: z.string().max(254) }), 'queue.open', (actor, { host }, { id }) =>
  openQueuedMessage(actor, host, id),
)

export const addHoldRule = formAction(holdRuleInput, 'host.apply', createHoldRule)

export const removeHoldRule = formAction(z.object({}), 'host.apply', (actor, _, { id }) => deleteHoldRule(actor, id))

// The one way from a form to a command: who asks, may they, is the input well-formed, then the command. Every outcome comes back as a
// value, so that nothing typed is lost. An exception's own text stays in the log under the reference that the person sees.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { requireActor } from '#lib/auth/current-actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { type Outcome, RefusedError } from '#lib/outcome'
import { refusalsOf } from '#lib/refusals-of'
import type { ActionState, FormAction } from './action-state'
import { formInput } from './form-input'

/** What the form changes: the hidden fields `$id` and `$version`; empty and 0 where something new is made. */
export type Target = { readonly id: string; readonly version: number }

/** `actorOf`: where not only those who are wholly signed in may act. */
export function formAction<S extends z.ZodType, T>(
  schema: S,
  permission: Permission,
  command: (actor: Actor, input: z.output<S>, target: Target) => Promise<Outcome<T>>,
  actorOf: () => Promise<Actor> = requireActor,
): FormAction {
  return async (_before, form) =>
    answerForm(schema, form, async () => {
      const actor = await actorOf()
      requirePermission(actor, permission)
      return (input) => command(actor, input, targetOf(form))
    })
}

/** `admit` throws for whom the form is not; only then is what was sent looked at. */
export async function answerForm<S extends z.ZodType, T>(
  schema: S,
  form: FormData,
  admit: () => Promise<(input: z.output<S>) => Promise<Outcome<T>>>,
): Promise<ActionState> {
  const values = shownValues(form)
  try {
    const command = await admit()
    const input = formInput(schema, form)
    const parsed = await schema.safeParseAsync(input)
    if (!parsed.success) return { status: 'refused', refusals: refusalsOf(parsed.error, input), values }
    return stateOf(await command(parsed.data), values)
  } catch (error) {
    unstable_rethrow(error)
    return failedState(error, values)
  }
}

function stateOf<T>(outcome: Outcome<T>, values: ActionState['values']): ActionState {
  if (!outcome.ok) return { status: 'refused', refusals: outcome.refusals, values, conflict: outcome.current }
  return { status: 'saved', refusals: [], values, revision: outcome.revision, value: outcome.value }
}

function failedState(error: unknown, values: ActionState['values']): ActionState {
  if (error instanceof RefusedError) return { status: 'refused', refusals: error.refusals, values, conflict: error.current }
  if (error instanceof AppError && error.status < 500) return { status: 'failed', refusals: [], values, failure: { code: error.code } }
  const reference = randomUUID().slice(0, 8)
  log.error({ err: error, reference }, 'a form action failed')
  return { status: 'failed', refusals: [], values, failure: { code: error instanceof AppError ? error.code : 'internal', reference } }
}

function targetOf(form: FormData): Target {
  const id = form.get('$id')
  const version = Number(form.get('$version') ?? 0)
  return { id: typeof id === 'string' ? id : '', version: Number.isInteger(version) ? version : 0 }
}

/** Secrets are never sent back, not even to the one who typed them. */
function shownValues(form: FormData): ActionState['values'] {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$') && !/password|secret|token|privateKey/i.test(name))
  return Object.fromEntries(
    names.map((name) => {
      const sent = form.getAll(name).filter((entry) => typeof entry === 'string')
      return [name, sent.length > 1 ? sent : (sent[0] ?? '')]
    }),
  )
}

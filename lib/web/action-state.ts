// What a form knows after it was sent. Plain data: it crosses to the browser.
import type { FailureCode } from '#lib/errors'
import type { Conflict, Refusal } from '#lib/outcome'

export interface ActionState {
  /** refused: the person can put it right · failed: the world could not · both saved nothing. */
  readonly status: 'idle' | 'saved' | 'refused' | 'failed'
  readonly refusals: readonly Refusal[]
  /** What was sent, without passwords. */
  readonly values: Record<string, unknown>
  /** Of the saved change; null when nothing differed. */
  readonly revision?: string | null
  readonly value?: unknown
  /** With refusal `conflict`: what stands there now. */
  readonly conflict?: Conflict
  readonly failure?: { readonly code: FailureCode /** names it in the log */; readonly reference?: string }
}

export type FormAction = (state: ActionState, form: FormData) => Promise<ActionState>

export const idleState: ActionState = { status: 'idle', refusals: [], values: {} }

import type { ActionState } from '#lib/web/action-state'

/** What `lib/people/second-factor` begins an app with. */
export interface AppSetupValue {
  readonly setup: string
  readonly secret: string
  readonly qr: { readonly size: number; readonly path: string }
}

/** The value of an action, which crossed as plain data; null when it was not saved. */
export const savedValue = <T>(state: ActionState): T | null => (state.status === 'saved' ? (state.value as T) : null)

/** Those that are shown this once; empty when earlier ones still hold. */
export const codesOf = (state: ActionState): readonly string[] =>
  savedValue<{ recoveryCodes?: readonly string[] } | null>(state)?.recoveryCodes ?? []

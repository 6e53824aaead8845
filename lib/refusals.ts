// Refusals by code. The closed list of codes is the `refusal` part of messages/en/errors.json: a code without a sentence does not compile.
import type messages from '../messages/en/errors.json'
import { type Conflict, type Refusal, RefusedError } from './outcome'

export type RefusalCode = keyof (typeof messages)['refusal']

export const refusal = (code: RefusalCode, field: string | null = null, values?: Record<string, string | number>): Refusal => ({
  field,
  code,
  ...(values && { values }),
})

/** Ends the command and rolls its transaction back. */
export function deny(code: RefusalCode, field: string | null = null, values?: Record<string, string | number>, current?: Conflict): never {
  throw new RefusedError([refusal(code, field, values)], current)
}

/** The same for several mistakes at once; nothing when there is none. */
export function denyAll(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new RefusedError([...refusals])
}

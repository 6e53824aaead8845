'use client'

import { createContext, useContext } from 'react'

export interface FormContextValue {
  /** What the fields start from: the row, then what was typed before a refusal, then what was taken over from another editor. */
  readonly values: Readonly<Record<string, unknown>>
  /** What was sent last. */
  readonly sent: Readonly<Record<string, unknown>>
  /** Sentences by the path of the field. */
  readonly errors: ReadonlyMap<string, readonly string[]>
  /** Grows when a field's value was replaced from outside, so that it is drawn anew. */
  readonly epochs: Readonly<Record<string, number>>
  /** How many answers came; a password is emptied with each. */
  readonly attempt: number
  readonly pending: boolean
}

export const FormContext = createContext<FormContextValue>({
  values: {},
  sent: {},
  errors: new Map(),
  epochs: {},
  attempt: 0,
  pending: false,
})

export interface BoundField {
  readonly value: unknown
  readonly errors: readonly string[]
  /** For React's `key`. */
  readonly epoch: number
  readonly attempt: number
}

/** What an <ActionForm> around knows of one field. */
export function useFormField(name: string): BoundField {
  const { values, errors, epochs, attempt } = useContext(FormContext)
  return { value: values[name], errors: errors.get(name) ?? [], epoch: epochs[name] ?? 0, attempt }
}

export const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : textOf(value) ? [textOf(value)] : []

/**
 * The errors of rows: `name.2` is the third of those that were sent, which are the ones that are not blank; what concerns the whole is
 * under -1. An error stays with its text while rows are added or removed above it, and goes when the text changes.
 */
export function useRowErrors(name: string, rows: readonly string[]): Readonly<Record<number, string>> {
  const { sent: values, errors } = useContext(FormContext)
  const sent = textsOf(values[name]).filter((text) => text.trim() !== '')
  const byText = new Map(sent.flatMap((text, index) => (errors.get(`${name}.${index}`) ?? []).map((message) => [text, message] as const)))
  const found: Record<number, string> = {}
  for (const [index, text] of rows.entries()) {
    const message = byText.get(text)
    if (message) found[index] = message
  }
  const whole = errors.get(name)
  if (whole) found[-1] = whole.join(' ')
  return found
}

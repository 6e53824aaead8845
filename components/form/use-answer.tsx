'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ActionState } from '#lib/web/action-state'
import { untouchedFields } from './untouched-fields'
import { useErrorSentence } from './use-error-sentence'

type Values = Readonly<Record<string, unknown>>

/** What was taken over from another editor, and how often each field was drawn anew for it. */
interface Taken {
  readonly values: Values
  readonly epochs: Readonly<Record<string, number>>
}

/**
 * The version that the fields were drawn from. It moves on only with what this form saved or what its reader was shown in a conflict: not
 * when the page around is renewed, for then the fields still show the older row.
 */
export function useVersion(state: ActionState, first: number | undefined): number | undefined {
  const known = useRef({ state, version: first })
  if (known.current.state !== state) {
    const version = versionIn(state.conflict?.view) ?? (state.status === 'saved' ? versionIn(state.value) : undefined)
    known.current = { state, version: first === undefined ? undefined : (version ?? known.current.version) }
  }
  return known.current.version
}

/** How many answers came. */
export function useAttempt(state: ActionState): number {
  const seen = useRef({ state, attempt: 0 })
  if (seen.current.state !== state) seen.current = { state, attempt: seen.current.attempt + 1 }
  return seen.current.attempt
}

export function useErrors(state: ActionState): ReadonlyMap<string, readonly string[]> {
  const sentence = useErrorSentence()
  return useMemo(() => {
    const errors = new Map<string, string[]>()
    for (const { field, code, values } of state.refusals) {
      if (field !== null) errors.set(field, [...(errors.get(field) ?? []), sentence('refusal', code, values)])
    }
    return errors
  }, [state, sentence])
}

/**
 * After a conflict: what the other editor saved in fields that this one left as they were is taken at once, so that saving over cannot undo
 * it; for the rest the person chooses.
 */
export function useTaken(
  state: ActionState,
  initial: Values | undefined,
): { taken: Taken; untouched: readonly string[]; take: (values: Values) => void } {
  const [taken, setTaken] = useState<Taken>({ values: {}, epochs: {} })
  const found = useRef<Values>(initial ?? {})
  const [untouched, setUntouched] = useState<readonly string[]>([])

  const take = useCallback((values: Values) => {
    setTaken((before) => ({
      values: { ...before.values, ...values },
      epochs: { ...before.epochs, ...Object.fromEntries(Object.keys(values).map((name) => [name, (before.epochs[name] ?? 0) + 1])) },
    }))
  }, [])

  useEffect(() => {
    if (state.status === 'saved') found.current = { ...found.current, ...state.values }
    if (!state.conflict) {
      setUntouched([])
      return
    }
    const fields = untouchedFields(state.conflict.fields, found.current, state.values)
    setUntouched(fields)
    take(theirsIn(state.conflict.view, fields))
    found.current = { ...found.current, ...theirsIn(state.conflict.view, state.conflict.fields) }
  }, [state, take])

  return { taken, untouched, take }
}

/** The other editor's values; what is an object there (a host, a domain) is named here. */
export function theirsIn(view: unknown, fields: readonly string[]): Values {
  const row = typeof view === 'object' && view !== null ? new Map<string, unknown>(Object.entries(view)) : new Map<string, unknown>()
  return Object.fromEntries(fields.map((field) => [field, named(row.get(field))]))
}

function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const name: unknown = Reflect.get(value, 'name')
  return name ?? null
}

function versionIn(view: unknown): number | undefined {
  const version: unknown = typeof view === 'object' && view !== null ? Reflect.get(view, 'version') : undefined
  return typeof version === 'number' ? version : undefined
}

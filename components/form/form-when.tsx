'use client'

import { type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { FormContext, textOf } from './form-context'

interface FormWhenProps {
  /** The choice that this depends on. */
  name: string
  /** Shown for these values of it. */
  is: readonly string[]
  children: ReactNode
}

/** Fields that belong to one choice of another field; hidden, they are not sent. */
export function FormWhen({ name, is, children }: FormWhenProps) {
  const { values } = useContext(FormContext)
  const fieldset = useRef<HTMLFieldSetElement>(null)
  const [chosen, setChosen] = useState(String(values[name] ?? ''))
  const shown = is.includes(chosen)

  useEffect(() => {
    const form = fieldset.current?.form
    if (!form) return
    const read = () =>
      setChosen(
        new FormData(form)
          .getAll(name)
          .map((entry) => (typeof entry === 'string' ? entry : ''))
          .at(-1) ?? '',
      )
    form.addEventListener('change', read)
    return () => form.removeEventListener('change', read)
  }, [name])

  useEffect(() => {
    const value = values[name]
    if (value !== undefined)
      setChosen(typeof value === 'boolean' ? String(value) : Array.isArray(value) ? textOf(value.at(-1)) : textOf(value))
  }, [values, name])

  return (
    <fieldset ref={fieldset} disabled={!shown} hidden={!shown} className="flex min-w-0 flex-col gap-4 [&[hidden]]:hidden">
      {children}
    </fieldset>
  )
}

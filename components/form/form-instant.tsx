'use client'

import { type ReactNode, useState } from 'react'
import { Field } from '#components/ui/field'
import { Input } from '#components/ui/input'
import { textOf, useFormField } from './form-context'

interface FormInstantProps {
  name: string
  label: string
  help?: ReactNode
  aside?: ReactNode
}

/** A day and a time in the reader's own zone; it travels as an instant in UTC, empty is none. */
export function FormInstant({ name, label, help, aside }: FormInstantProps) {
  const { value, errors, epoch } = useFormField(name)
  return (
    <Field name={name} label={label} help={help} error={errors} aside={aside}>
      {(control) => <InstantControl key={epoch} control={control} first={textOf(value)} />}
    </Field>
  )
}

interface InstantControlProps {
  control: { id: string; name: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }
  first: string
}

function InstantControl({ control: { name, ...control }, first }: InstantControlProps) {
  const [instant, setInstant] = useState(first)
  return (
    <>
      <input type="hidden" name={name} value={instant} />
      <Input
        {...control}
        type="datetime-local"
        suppressHydrationWarning
        defaultValue={localForm(first)}
        onChange={(event) => {
          const date = new Date(event.target.value)
          setInstant(Number.isNaN(date.getTime()) ? '' : date.toISOString())
        }}
      />
    </>
  )
}

/** 2026-11-20T22:15, in the zone of whoever draws it. */
function localForm(instant: string): string {
  const date = new Date(instant)
  if (instant === '' || Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

'use client'

import type { ReactNode } from 'react'
import { Field } from '#components/ui/field'
import { PasswordInput } from '#components/ui/password-input'
import { useFormField } from './form-context'

interface FormPasswordProps {
  name: string
  label: string
  help?: ReactNode
  known?: readonly string[]
}

/** Emptied with every answer, for a secret is not kept after it was refused. */
export function FormPassword({ name, label, help, known }: FormPasswordProps) {
  const { errors, attempt } = useFormField(name)
  return (
    <Field name={name} label={label} help={help} error={errors}>
      {(control) => <PasswordInput key={attempt} {...control} autoComplete="new-password" strength generate known={known} />}
    </Field>
  )
}

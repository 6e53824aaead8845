'use client'

import { Field } from '#components/ui/field'
import { PasswordInput } from '#components/ui/password-input'
import { useFormField } from './form-context'

/** The password that holds now, asked for before something that only its owner may do. */
export function FormCurrentPassword({ name, label }: { name: string; label: string }) {
  const { errors, attempt } = useFormField(name)
  return (
    <Field name={name} label={label} error={errors}>
      {(control) => <PasswordInput key={attempt} {...control} autoComplete="current-password" required />}
    </Field>
  )
}

'use client'

import { type ReactNode, useState } from 'react'
import { Field } from '#components/ui/field'
import { PasswordInput } from '#components/ui/password-input'
import { useFormField } from './form-context'

interface FormSecretProps {
  name: string
  label: string
  help?: ReactNode
  /** Left empty, it is not sent: what is stored stays. */
  optional: boolean
}

/** A secret of another system: typed or pasted, never shown again. */
export function FormSecret({ name, label, help, optional }: FormSecretProps) {
  const { errors, attempt } = useFormField(name)
  const [isTyped, setTyped] = useState(false)
  return (
    <Field name={name} label={label} help={help} error={errors}>
      {(control) => (
        <div onInput={(event) => setTyped(event.target instanceof HTMLInputElement && event.target.value !== '')}>
          <PasswordInput key={attempt} {...control} name={optional && !isTyped ? '' : name} autoComplete="new-password" />
        </div>
      )}
    </Field>
  )
}

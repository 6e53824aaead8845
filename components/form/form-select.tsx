'use client'

import type { ReactNode } from 'react'
import { Field } from '#components/ui/field'
import { Select } from '#components/ui/select'
import { textOf, useFormField } from './form-context'

interface FormSelectProps {
  name: string
  label: string
  help?: ReactNode
  options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[]
}

export function FormSelect({ name, label, help, options }: FormSelectProps) {
  const { value, errors, epoch } = useFormField(name)
  return (
    <Field name={name} label={label} help={help} error={errors}>
      {(control) => <Select {...control} key={epoch} options={options} defaultValue={textOf(value)} />}
    </Field>
  )
}

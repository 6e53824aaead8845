'use client'

import type { ReactNode } from 'react'
import { Field } from '#components/ui/field'
import { Textarea } from '#components/ui/textarea'
import { textOf, useFormField } from './form-context'

interface FormTextareaProps {
  name: string
  label: string
  help?: ReactNode
  rows?: number
  mono?: boolean
  maxLength?: number
  placeholder?: string
}

export function FormTextarea({ name, label, help, ...area }: FormTextareaProps) {
  const { value, errors, epoch } = useFormField(name)
  return (
    <Field name={name} label={label} help={help} error={errors}>
      {(control) => <Textarea {...area} {...control} key={epoch} defaultValue={Array.isArray(value) ? value.join('\n') : textOf(value)} />}
    </Field>
  )
}

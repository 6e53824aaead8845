'use client'

import type { ComponentProps } from 'react'
import { TextField } from '#components/ui/text-field'
import { textOf, useFormField } from './form-context'

type FormTextProps = Omit<ComponentProps<typeof TextField>, 'error' | 'defaultValue' | 'value'>

export function FormText(props: FormTextProps) {
  const { value, errors, epoch } = useFormField(props.name)
  return <TextField {...props} key={epoch} error={errors} defaultValue={Array.isArray(value) ? value.join(', ') : textOf(value)} />
}

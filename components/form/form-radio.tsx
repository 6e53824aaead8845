'use client'

import type { ComponentProps } from 'react'
import { RadioGroup } from '#components/ui/radio-group'
import { textOf, useFormField } from './form-context'

export function FormRadio(props: Omit<ComponentProps<typeof RadioGroup>, 'error' | 'defaultValue'>) {
  const { value, errors, epoch } = useFormField(props.name)
  return (
    <div id={`field-${props.name}`}>
      <RadioGroup {...props} key={epoch} error={errors.join(' ') || undefined} defaultValue={textOf(value)} />
    </div>
  )
}

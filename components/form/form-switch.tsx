'use client'

import type { ReactNode } from 'react'
import { Switch } from '#components/ui/switch'
import { useFormField } from './form-context'

interface FormSwitchProps {
  name: string
  label: ReactNode
  help?: ReactNode
}

/** Sends `false` too: what is not sent is left as it is. */
export function FormSwitch({ name, label, help }: FormSwitchProps) {
  const { value, errors, epoch } = useFormField(name)
  const on = Array.isArray(value) ? value.includes('true') : value === true || value === 'true'
  return (
    <div>
      <input type="hidden" name={name} value="false" />
      <Switch key={epoch} id={`field-${name}`} name={name} value="true" label={label} help={help} defaultChecked={on} />
      {errors.length > 0 && <p className="text-sm text-bad">{errors.join(' ')}</p>}
    </div>
  )
}

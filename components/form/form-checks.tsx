'use client'

import { Checkbox } from '#components/ui/checkbox'
import { textsOf, useFormField } from './form-context'

interface FormChecksProps {
  name: string
  legend: string
  help?: string
  options: readonly { readonly value: string; readonly label: string }[]
}

/** Any of a few. Sends an empty text beside, so that none is told apart from not asked. */
export function FormChecks({ name, legend, help, options }: FormChecksProps) {
  const { value, errors, epoch } = useFormField(name)
  const chosen = textsOf(value)
  return (
    <fieldset key={epoch} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">{legend}</legend>
      {help && <p className="-mt-2 text-muted text-sm">{help}</p>}
      <input type="hidden" name={name} value="" />
      {options.map((option) => (
        <Checkbox key={option.value} name={name} value={option.value} label={option.label} defaultChecked={chosen.includes(option.value)} />
      ))}
      {errors.length > 0 && <p className="text-bad text-sm">{errors.join(' ')}</p>}
    </fieldset>
  )
}

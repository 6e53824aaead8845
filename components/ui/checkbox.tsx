import type { ComponentPropsWithRef, ReactNode } from 'react'
import { checkboxClass } from './checkbox-class'

interface CheckboxProps extends Omit<ComponentPropsWithRef<'input'>, 'className' | 'type'> {
  label: ReactNode
  help?: ReactNode
  error?: string
}

/** A form leaves out a box that is not ticked; an empty text of the same name beside it says that it was there, and empty. */
export function Checkbox({ label, help, error, ...rest }: CheckboxProps) {
  return (
    <label className="flex items-start gap-2.5 max-sm:py-1">
      {rest.name && rest.value === undefined && <input type="hidden" name={rest.name} form={rest.form} value="" />}
      <input {...rest} type="checkbox" aria-invalid={error ? true : undefined} className={`${checkboxClass} mt-0.75`} />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {help && <span className="block text-sm text-muted">{help}</span>}
        {error && <span className="block text-sm text-bad">{error}</span>}
      </span>
    </label>
  )
}

import type { ComponentPropsWithRef } from 'react'
import { lineControlClass } from './control-class'

interface SelectProps extends Omit<ComponentPropsWithRef<'select'>, 'className' | 'multiple'> {
  options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[]
}

/** The system's own list: right on a phone, right for a screen reader, and no script. */
export function Select({ options, ...rest }: SelectProps) {
  return (
    <select {...rest} className={`${lineControlClass} chevron appearance-none pr-8`}>
      {options.map(({ value, label, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {label}
        </option>
      ))}
    </select>
  )
}

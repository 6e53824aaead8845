import type { ComponentPropsWithRef } from 'react'
import { classNames } from './class-names'
import { controlClass } from './control-class'

interface TextareaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'className'> {
  /** For addresses, records and lines of files. */
  mono?: boolean
}

export function Textarea({ mono, rows = 4, ...rest }: TextareaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      spellCheck={mono ? false : rest.spellCheck}
      className={classNames(
        controlClass,
        'field-sizing-content min-h-20 read-only:bg-sunken px-3 py-2 max-sm:text-lg',
        mono && 'font-mono',
      )}
    />
  )
}

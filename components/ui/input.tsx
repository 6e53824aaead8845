import type { ComponentPropsWithRef } from 'react'
import { classNames } from './class-names'
import { lineControlClass } from './control-class'

interface InputProps extends Omit<ComponentPropsWithRef<'input'>, 'className'> {
  /** For addresses, host names, records, ids. Also stops the browser from correcting what it cannot know. */
  mono?: boolean
}

export function Input({ mono, ...rest }: InputProps) {
  const plain = mono ? { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' } : {}
  return <input {...plain} {...rest} className={classNames(lineControlClass, 'read-only:bg-sunken', mono && 'font-mono')} />
}

'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from './button'

/** Submits the form around it; while the answer is on its way a second press does nothing. */
export function SubmitButton({ look = 'primary', ...rest }: Omit<ButtonProps, 'type' | 'pending'>) {
  const { pending } = useFormStatus()
  return <Button {...rest} look={look} type="submit" pending={pending} />
}

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export interface FieldControlProps {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  name: string
  label: ReactNode
  /** One line under the label that explains the words in it. */
  help?: ReactNode
  /** What is wrong with the value, in words. */
  error?: string | readonly string[]
  /** Set where two forms on one page have fields of the same name. */
  id?: string
  /** Stands at the right of the label: "optional", a counter, a link. */
  aside?: ReactNode
  /** Draws the control with the given properties, so that label, help and error belong to it. */
  children: (control: FieldControlProps) => ReactNode
}

/** Label above, help under the label, the control, its own error beneath it. */
export function Field({ name, label, help, error, id = `field-${name}`, aside, children }: FieldProps) {
  const errors = (typeof error === 'string' ? [error] : (error ?? [])).filter((text) => text !== '')
  const describedBy = [help && `${id}-help`, errors.length > 0 && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-ink">
          {label}
        </label>
        {aside && <span className="text-sm text-faint">{aside}</span>}
      </div>
      {help && (
        <p id={`${id}-help`} className="-mt-1 text-sm text-muted">
          {help}
        </p>
      )}
      {children({
        id,
        name,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': errors.length > 0 || undefined,
      })}
      {errors.length > 0 && <FieldErrors id={`${id}-error`} errors={errors} />}
    </div>
  )
}

function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  return (
    <div id={id} className="flex flex-col gap-0.5 text-sm text-bad">
      {errors.map((text) => (
        <p key={text} className="flex items-start gap-1.5">
          <CircleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
          {text}
        </p>
      ))}
    </div>
  )
}

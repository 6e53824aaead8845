import type { ComponentProps, ReactNode } from 'react'
import { Field } from './field'
import { Input } from './input'

interface TextFieldProps extends Omit<ComponentProps<typeof Input>, 'name' | 'id'> {
  name: string
  label: ReactNode
  help?: ReactNode
  error?: string | readonly string[]
  id?: string
  aside?: ReactNode
  /** Fixed text joined to the end of the control: "@example.org", "MiB". */
  suffix?: ReactNode
}

/** A field with one line of text, the most frequent of all. */
export function TextField({ name, label, help, error, id, aside, suffix, ...input }: TextFieldProps) {
  return (
    <Field name={name} label={label} help={help} error={error} id={id} aside={aside}>
      {(control) =>
        suffix === undefined ? (
          <Input {...input} {...control} />
        ) : (
          <div className="flex min-w-0">
            <div className="min-w-0 flex-1 [&>input]:rounded-r-none">
              <Input {...input} {...control} />
            </div>
            <span className="-ml-px flex max-w-[55%] items-center truncate rounded-r-md bg-sunken px-3 font-mono text-sm text-muted inset-ring inset-ring-edge/75">
              {suffix}
            </span>
          </div>
        )
      }
    </Field>
  )
}

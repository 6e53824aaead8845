import type { ReactNode } from 'react'

interface FieldsetProps {
  legend: ReactNode
  help?: ReactNode
  children: ReactNode
}

/** Fields that belong together, under a name that screen readers say with each of them. */
export function Fieldset({ legend, help, children }: FieldsetProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-t pt-5 first:border-t-0 first:pt-0">
      <legend className="float-left w-full font-semibold text-lg">{legend}</legend>
      {help && <p className="-mt-3 clear-both text-muted">{help}</p>}
      <div className="clear-both flex min-w-0 flex-col gap-4">{children}</div>
    </fieldset>
  )
}

import type { ComponentPropsWithRef, ReactNode } from 'react'

interface SwitchProps extends Omit<ComponentPropsWithRef<'input'>, 'className' | 'type' | 'role'> {
  label: ReactNode
  help?: ReactNode
}

/** On or off, where the words of the label say what is on. Sent like a <Checkbox>: the empty text beside it says "off". */
export function Switch({ label, help, ...rest }: SwitchProps) {
  return (
    <label className="flex items-start justify-between gap-4 py-1">
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {help && <span className="block text-sm text-muted">{help}</span>}
      </span>
      {rest.name && rest.value === undefined && <input type="hidden" name={rest.name} form={rest.form} value="" />}
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state itself (ARIA in HTML)
        role="switch"
        className={[
          'relative mt-0.5 h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-edge transition-colors',
          'before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-on-accent before:shadow-rest before:transition-transform',
          'checked:bg-accent checked:before:translate-x-4 disabled:opacity-50 forced-colors:border',
        ].join(' ')}
      />
    </label>
  )
}

import type { ReactNode } from 'react'

interface RadioGroupProps {
  name: string
  legend: ReactNode
  help?: ReactNode
  error?: string
  defaultValue?: string
  options: readonly { readonly value: string; readonly label: ReactNode; readonly help?: ReactNode; readonly disabled?: boolean }[]
}

/** One of a few, each with a line that explains it; for many or self-evident ones use <Select>. */
export function RadioGroup({ name, legend, help, error, defaultValue, options }: RadioGroupProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="font-medium">{legend}</legend>
      {help && <p className="text-sm text-muted">{help}</p>}
      <div className="mt-1.5 grid gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex items-start gap-2.5 rounded-md bg-surface px-3 py-2.5 inset-ring inset-ring-line transition-colors hover:bg-hover has-checked:bg-accent-soft has-checked:inset-ring-accent has-disabled:opacity-60"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              className="mt-0.75 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.help && <span className="block text-sm text-muted">{option.help}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className="text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}

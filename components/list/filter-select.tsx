'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { classNames } from '../ui/class-names'

interface FilterSelectProps {
  label: string
  /** The parameter in the URL. */
  name: string
  /** The first one, with an empty value, is "any". */
  options: readonly { readonly value: string; readonly label: string }[]
}

/** A filter that lives in the URL. It stands out while it filters. */
export function FilterSelect({ label, name, options }: FilterSelectProps) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()
  const value = params.get(name) ?? ''

  const choose = (chosen: string) => {
    const next = new URLSearchParams(params)
    for (const key of [name, 'cursor']) next.delete(key)
    if (chosen) next.set(name, chosen)
    const query = next.toString()
    startTransition(() => router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false }))
  }

  return (
    <select
      aria-label={label}
      aria-busy={pending}
      value={value}
      onChange={(event) => choose(event.target.value)}
      className={classNames(
        'chevron h-8.5 max-w-full appearance-none rounded-md pr-8 pl-3 text-sm inset-ring max-sm:h-10',
        value
          ? 'bg-accent-soft font-medium text-accent-ink inset-ring-accent/40'
          : 'bg-surface text-muted inset-ring-edge/60 hover:text-ink',
      )}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

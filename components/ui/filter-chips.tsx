import { Check } from 'lucide-react'
import Link from 'next/link'
import { classNames } from './class-names'

interface FilterChipsProps {
  label: string
  chips: readonly {
    readonly key: string
    readonly label: string
    readonly href: string
    readonly active: boolean
    readonly count?: string
  }[]
}

/** Filters as links: the URL is the state, so a filtered list can be bookmarked, sent and gone back to. */
export function FilterChips({ label, chips }: FilterChipsProps) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1.5">
        {chips.map((chip) => (
          <li key={chip.key}>
            <Link
              href={chip.href}
              scroll={false}
              aria-current={chip.active || undefined}
              className={classNames(
                'inline-flex h-7 items-center gap-1.5 rounded-full px-3 text-sm inset-ring transition-colors max-sm:h-9',
                chip.active
                  ? 'bg-accent-soft font-medium text-accent-ink inset-ring-accent/40'
                  : 'text-muted inset-ring-line hover:bg-hover hover:text-ink',
              )}
            >
              {chip.active && <Check aria-hidden className="-ml-1 size-3.5" />}
              {chip.label}
              {chip.count !== undefined && <span className="text-faint tabular-nums">{chip.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

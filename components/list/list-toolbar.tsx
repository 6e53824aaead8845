import { X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SearchBox } from '#components/ui/search-box'

interface ListToolbarProps {
  searchLabel: string
  /** <FilterSelect>s. */
  children?: ReactNode
  /** Filters without a control of their own, each with the way to drop it. */
  narrowed?: readonly { readonly label: string; readonly withoutHref: string }[]
  /** Where no filter holds; given when one does. */
  clearHref?: string
  actions?: ReactNode
}

export function ListToolbar({ searchLabel, children, narrowed = [], clearHref, actions }: ListToolbarProps) {
  const t = useTranslations('list')
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox label={searchLabel} name="search" resets={['cursor']} />
      {children}
      {narrowed.map(({ label, withoutHref }) => (
        <Link
          key={label}
          href={withoutHref}
          aria-label={t('drop', { filter: label })}
          className="inline-flex h-8.5 min-w-0 items-center gap-1.5 rounded-md bg-accent-soft px-3 font-medium text-accent-ink text-sm inset-ring inset-ring-accent/40"
        >
          <bdi className="truncate">{label}</bdi>
          <X aria-hidden className="size-3.5" />
        </Link>
      ))}
      {clearHref && (
        <Link href={clearHref} className="rounded-sm px-1 text-muted text-sm underline-offset-3 hover:text-ink hover:underline">
          {t('clear')}
        </Link>
      )}
      {actions && <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

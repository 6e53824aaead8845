import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: ReactNode
  /** One line: what this is, or whether it is all right. */
  sub?: ReactNode
  /** Badges beside the title. */
  badges?: ReactNode
  actions?: ReactNode
  /** From the widest to the page's own parent; the page itself is the title. */
  breadcrumbs?: readonly { readonly label: string; readonly href: string }[]
  /** <Tabs>, which then stand on the line under the header. */
  tabs?: ReactNode
}

export function PageHeader({ title, sub, badges, actions, breadcrumbs, tabs }: PageHeaderProps) {
  const t = useTranslations('shell')
  return (
    <header className={tabs ? 'mb-6 border-b' : 'mb-6'}>
      {breadcrumbs && breadcrumbs.length > 0 && (
        <nav aria-label={t('breadcrumbs')} className="mb-1.5">
          <ol className="flex flex-wrap items-center gap-1 text-muted text-sm">
            {breadcrumbs.map(({ label, href }) => (
              <li key={href} className="flex min-w-0 items-center gap-1">
                <Link href={href} className="max-w-64 truncate rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
                <ChevronRight aria-hidden className="size-3.5 text-faint" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 break-words font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
            {badges}
          </div>
          {sub && <div className="mt-1 max-w-3xl text-muted">{sub}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {tabs && <div className="mt-4">{tabs}</div>}
    </header>
  )
}

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LinkButton } from './link-button'

interface PaginationProps {
  previousHref?: string
  nextHref?: string
  /** "1,204 mailboxes", or an estimate: keyset paging knows neighbours, not page numbers. */
  summary?: ReactNode
}

export function Pagination({ previousHref, nextHref, summary }: PaginationProps) {
  const t = useTranslations('ui.pagination')
  if (!previousHref && !nextHref && !summary) return null
  return (
    <nav aria-label={t('label')} className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-sm text-muted tabular-nums">{summary}</p>
      <div className="flex gap-2">
        {previousHref && (
          <LinkButton href={previousHref} prefetch={false} size="small" rel="prev" icon={<ChevronLeft aria-hidden />}>
            {t('previous')}
          </LinkButton>
        )}
        {nextHref && (
          <LinkButton href={nextHref} prefetch={false} size="small" rel="next">
            {t('next')}
            <ChevronRight aria-hidden />
          </LinkButton>
        )}
      </div>
    </nav>
  )
}

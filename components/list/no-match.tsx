import { SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'

/** Rows exist, but none that matches. */
export function NoMatch({ search, clearHref }: { search: string | undefined; clearHref: string }) {
  const t = useTranslations('list')
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t('noMatch.title')} actions={<LinkButton href={clearHref}>{t('clear')}</LinkButton>}>
      {search ? t('noMatch.search', { search }) : t('noMatch.filters')}
    </EmptyState>
  )
}

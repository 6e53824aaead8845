import { Globe } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '#components/ui/empty-state'

/** The start of a domain administrator whom nobody has given a domain yet. */
export function NoDomains() {
  const t = useTranslations('overview.noDomains')
  return (
    <EmptyState icon={<Globe aria-hidden />} title={t('title')}>
      {t('body')}
    </EmptyState>
  )
}

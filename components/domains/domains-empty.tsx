import { Globe, Plus, Server } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'

/** The first step: a host when there is none, then a domain. */
export function DomainsEmpty({ hasHost, writes }: { hasHost: boolean; writes: boolean }) {
  const t = useTranslations('domains')
  const step = hasHost ? (
    <LinkButton href="/domains/new" look="primary" icon={<Plus aria-hidden />}>
      {t('add')}
    </LinkButton>
  ) : (
    <LinkButton href="/hosts/new" look="primary" icon={<Server aria-hidden />}>
      {t('empty.enrol')}
    </LinkButton>
  )
  return (
    <EmptyState icon={<Globe aria-hidden />} title={t('empty.title')} actions={writes && step}>
      {hasHost ? t('empty.body') : t('empty.needsHost')}
    </EmptyState>
  )
}

import { DoorClosed } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <div className="mx-auto max-w-2xl px-4 py-16">
      <EmptyState icon={<DoorClosed aria-hidden />} title={t('title')} actions={<LinkButton href="/">{t('home')}</LinkButton>}>
        {t('body')}
      </EmptyState>
    </div>
  )
}

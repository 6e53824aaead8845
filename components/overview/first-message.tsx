import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'

/** The last of the first steps is done: here is what became of it. */
export function FirstMessage({ id }: { id: string }) {
  const t = useTranslations('overview.start')
  return (
    <Banner
      tone="good"
      title={t('arrived')}
      actions={
        <LinkButton href={`/messages/${id}`} size="small">
          {t('story')}
        </LinkButton>
      }
    >
      {t('arrivedBody')}
    </Banner>
  )
}

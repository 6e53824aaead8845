import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'

/** When a host is tried again; a moment that is past means that it is being tried. */
export function NextTry({ at }: { at: string }) {
  const t = useTranslations('changes')
  return new Date(at) > new Date() ? t.rich('nextTry', { when: () => <RelativeTime value={at} /> }) : t('nextTryNow')
}

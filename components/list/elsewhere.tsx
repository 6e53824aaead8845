import { useTranslations } from 'next-intl'

/** What lies in domains that the person does not manage: a number, and never a name. */
export function Elsewhere({ count }: { count: number }) {
  const t = useTranslations('list')
  return count > 0 && <p className="text-muted">{t('elsewhere', { count })}</p>
}

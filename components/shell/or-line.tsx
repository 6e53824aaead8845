import { useTranslations } from 'next-intl'

/** Between two ways in. */
export function OrLine() {
  const t = useTranslations('auth')
  return (
    <p className="flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {t('or')}
    </p>
  )
}

'use client'

import { useLocale, useTranslations } from 'next-intl'
import { localeNames, locales } from '#lib/i18n/locales'
import { type Theme, themes } from '#lib/i18n/theme'
import { useLanguage, useTheme } from './preferences'

const selectClass =
  'chevron h-8 appearance-none rounded-md bg-transparent pr-7 pl-2.5 text-muted text-sm hover:bg-hover hover:text-ink max-sm:h-10'

/** Language and theme for those who are not signed in, and so have no account menu. */
export function PreferenceSelects({ theme: initialTheme }: { theme: Theme }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const setLanguage = useLanguage()
  const [theme, setTheme] = useTheme(initialTheme)
  return (
    <div className="flex flex-wrap justify-center gap-1">
      <select
        aria-label={t('language')}
        value={locale}
        onChange={(event) => {
          const chosen = locales.find((option) => option === event.target.value)
          if (chosen) setLanguage(chosen)
        }}
        className={selectClass}
      >
        {locales.map((option) => (
          <option key={option} value={option} lang={option}>
            {localeNames[option]}
          </option>
        ))}
      </select>
      <select
        aria-label={t('theme.label')}
        value={theme}
        onChange={(event) => {
          const chosen = themes.find((option) => option === event.target.value)
          if (chosen) setTheme(chosen)
        }}
        className={selectClass}
      >
        {themes.map((option) => (
          <option key={option} value={option}>
            {t(`theme.${option}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

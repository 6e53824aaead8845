'use client'

import { useLocale, useTranslations } from 'next-intl'
import { RadioGroup } from '#components/ui/radio-group'
import { type Theme, themes } from '#lib/i18n/theme'
import { useTheme } from '../shell/preferences'

/** The theme takes effect at once; nothing is to be saved. */
export function ThemeChoice({ theme: stored }: { theme: Theme }) {
  const t = useTranslations('shell.theme')
  const [, setTheme] = useTheme(stored)
  return (
    <fieldset
      key={useLocale()}
      onChange={(event) => {
        const chosen = themes.find((theme) => event.target instanceof HTMLInputElement && theme === event.target.value)
        if (chosen) setTheme(chosen)
      }}
    >
      <RadioGroup name="theme" legend={t('label')} defaultValue={stored} options={themes.map((value) => ({ value, label: t(value) }))} />
    </fieldset>
  )
}

'use client'

import { Languages, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { MenuDivider, MenuHeading, MenuItem, MenuLink } from '#components/ui/menu-item'
import { localeNames, locales } from '#lib/i18n/locales'
import { themes } from '#lib/i18n/theme'
import type { AccountMenuProps } from './account-menu'
import { signOut } from './auth-requests'
import { useLanguage, useTheme } from './preferences'

const themeIcons = { system: Monitor, light: Sun, dark: Moon }

export function AccountItems({ person, theme: initialTheme, chooseLocale }: AccountMenuProps) {
  const t = useTranslations('shell')
  const router = useRouter()
  const locale = useLocale()
  const setLanguage = useLanguage(chooseLocale)
  const [theme, setTheme] = useTheme(initialTheme)

  const leave = async () => {
    await signOut()
    router.push('/sign-in')
    router.refresh()
  }

  return (
    <>
      <div role="presentation" className="px-2.5 pt-1.5 pb-2">
        <p className="truncate font-medium">{person.name}</p>
        <p className="text-muted text-sm">{t(`role.${person.role}`)}</p>
      </div>
      <MenuDivider />
      <MenuHeading>{t('theme.label')}</MenuHeading>
      {themes.map((option) => {
        const Icon = themeIcons[option]
        return (
          <MenuItem key={option} icon={<Icon aria-hidden />} checked={theme === option} onSelect={() => setTheme(option)}>
            {t(`theme.${option}`)}
          </MenuItem>
        )
      })}
      <MenuDivider />
      <MenuHeading>{t('language')}</MenuHeading>
      {locales.map((option) => (
        <MenuItem key={option} icon={<Languages aria-hidden />} checked={locale === option} onSelect={() => setLanguage(option)}>
          <span lang={option}>{localeNames[option]}</span>
        </MenuItem>
      ))}
      <MenuDivider />
      <MenuLink href="/settings" icon={<Settings aria-hidden />}>
        {t('account.settings')}
      </MenuLink>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        {t('account.signOut')}
      </MenuItem>
    </>
  )
}

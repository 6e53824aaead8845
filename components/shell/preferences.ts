'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { type Locale, localeCookie } from '#lib/i18n/locales'
import { type Theme, themeCookie } from '#lib/i18n/theme'
import { type FormAction, idleState } from '#lib/web/action-state'

const yearSeconds = 31_536_000

function remember(name: string, value: string, maxAgeSeconds: number): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; SameSite=Lax${secure}`
}

/** The theme changes at once by an attribute of <html>; the cookie makes the server draw it so from then on. */
export function useTheme(initial: Theme): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(initial)
  const change = useCallback((next: Theme) => {
    setTheme(next)
    remember(themeCookie, next, next === 'system' ? 0 : yearSeconds)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
  }, [])
  return [theme, change]
}

/** The language is drawn by the server: remember it and ask for the same page again. Of who is signed in it is stored too, by `store`. */
export function useLanguage(store?: FormAction): (locale: Locale) => Promise<void> {
  const router = useRouter()
  return useCallback(
    async (locale: Locale) => {
      remember(localeCookie, locale, yearSeconds)
      const form = new FormData()
      form.set('locale', locale)
      await store?.(idleState, form)
      router.refresh()
    },
    [router, store],
  )
}

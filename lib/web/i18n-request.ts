import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { catalogues } from '#lib/i18n/catalogues'
import { localeCookie } from '#lib/i18n/locales'
import { negotiateLocale } from '#lib/i18n/negotiate-locale'
import { readSettings } from '#lib/settings/queries'

/**
 * Language and messages of one request. The server formats instants in UTC and says so; the browser shows them in its
 * own zone once it runs (see components/ui/relative-time).
 */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(localeCookie)?.value
  const wanted = negotiateLocale(chosen, (await headers()).get('accept-language'))
  const locale = wanted ?? (await readSettings()).values.defaultLocale
  return { locale, messages: catalogues[locale], timeZone: 'UTC' }
})

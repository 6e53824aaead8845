import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MessagesScope } from '#components/ui/messages-scope'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Postern', template: '%s · Postern' },
  icons: { icon: '/icon.svg' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <html
      lang={await getLocale()}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <MessagesScope namespaces={['shell']}>{children}</MessagesScope>
      </body>
    </html>
  )
}

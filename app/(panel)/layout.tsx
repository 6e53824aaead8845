import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '#components/shell/app-shell'
import { ViewingBanner } from '#components/shell/viewing-banner'
import { pageActor } from '#lib/auth/current-actor'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { offeredTo } from './offered-to'
import { stopViewing } from './people/actions'
import { chooseLocale } from './settings/actions'

/** The frame of every page of an administrator. It shows who is signed in; it authorises nothing: lib does, where data is read. */
export default async function PanelLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor()
  const { name, role } = actor
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <AppShell
      account={{ person: { name, role }, theme, chooseLocale }}
      offered={offeredTo(actor)}
      banner={actor.viewedBy && <ViewingBanner name={name} action={stopViewing} />}
    >
      {children}
    </AppShell>
  )
}

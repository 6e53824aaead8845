import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { TimeKeeper } from '#components/ui/time-keeper'
import { Toaster } from '#components/ui/toaster'
import { AccountMenu, type AccountMenuProps } from './account-menu'
import { BrandMark } from './brand-mark'
import { CommandCenter } from './command-center'
import { NavLinks } from './nav-links'
import { NavSheet } from './nav-sheet'
import { OfferedScope } from './offered'
import { placeIcons } from './place-icons'
import { type Offered, type PlaceKey, places } from './places'

interface AppShellProps {
  account: AccountMenuProps
  offered: Offered
  /** Above everything, where somebody looks as somebody else. */
  banner?: ReactNode
  children: ReactNode
}

function drawIcons(): Record<PlaceKey, ReactNode> {
  const drawn = places.map(({ key }) => {
    const Icon = placeIcons[key]
    return [key, <Icon key={key} aria-hidden className="size-4 shrink-0" />]
  })
  return Object.fromEntries(drawn)
}

/** Navigation at the left, search and account at the top, the page in the middle. */
export async function AppShell({ account, offered, banner, children }: AppShellProps) {
  const t = await getTranslations('shell')
  const icons = drawIcons()
  return (
    <OfferedScope offered={offered}>
      {banner}
      <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <a
          href="#content"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
        >
          {t('skip')}
        </a>
        <aside className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r px-3 py-3.5 lg:flex">
          <Link href="/" className="flex items-center gap-2.5 rounded-md px-2.5 py-1 font-semibold text-lg tracking-[-0.015em]">
            <BrandMark />
            {t('product')}
          </Link>
          <NavLinks icons={icons} />
        </aside>
        <div className="flex min-w-0 flex-col">
          <header className="sticky top-0 z-20 flex h-(--header-height) items-center gap-3 border-b bg-canvas px-4 sm:px-6 lg:px-8">
            <NavSheet title={t('product')}>
              <NavLinks icons={icons} />
            </NavSheet>
            <CommandCenter />
            <div className="ml-auto">
              <AccountMenu {...account} />
            </div>
          </header>
          <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl min-w-0 flex-1 px-4 pt-6 pb-24 outline-none sm:px-6 lg:px-8">
            {children}
          </main>
        </div>
        <Toaster />
        <TimeKeeper />
      </div>
    </OfferedScope>
  )
}

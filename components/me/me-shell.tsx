import { ExternalLink, LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BrandMark } from '#components/shell/brand-mark'
import { NavSheet } from '#components/shell/nav-sheet'
import { Button } from '#components/ui/button'
import { LinkButton } from '#components/ui/link-button'
import { Toaster } from '#components/ui/toaster'
import { MeNav } from './me-nav'
import { sections } from './sections'

interface MeShellProps {
  panelName: string
  /** There is one to open. */
  webmail: boolean
  address: string | null
  /** Nothing else may be done than what the page asks, so there is nowhere to go. */
  confined: boolean
  leave: () => Promise<void>
  children: ReactNode
}

/** The parts at the left, who one is and the ways out at the top. */
export function MeShell({ panelName, webmail, address, confined, leave, children }: MeShellProps) {
  const t = useTranslations('me')
  const shell = useTranslations('shell')
  const nav = <MeNav label={t('nav.label')} groups={useGroups()} />
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {shell('skip')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r px-3 py-3.5 lg:flex">
        <p className="flex items-center gap-2.5 px-2.5 py-1 font-semibold text-lg tracking-[-0.015em]">
          <BrandMark />
          <span className="truncate">{panelName}</span>
        </p>
        {!confined && nav}
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-(--header-height) items-center gap-3 border-b bg-canvas px-4 sm:px-6 lg:px-8">
          {confined ? (
            <span className="lg:hidden">
              <BrandMark />
            </span>
          ) : (
            <NavSheet title={panelName}>{nav}</NavSheet>
          )}
          {address && <bdi className="min-w-0 truncate font-mono text-muted text-sm">{address}</bdi>}
          <div className="ml-auto flex items-center gap-2">
            {webmail && !confined && (
              <LinkButton href="/me/webmail" prefetch={false} target="_blank" icon={<ExternalLink aria-hidden />}>
                <span className="max-sm:sr-only">{t('webmail')}</span>
              </LinkButton>
            )}
            <form action={leave}>
              <Button type="submit" look="quiet" icon={<LogOut aria-hidden />}>
                <span className="max-sm:sr-only">{t('signOut')}</span>
              </Button>
            </form>
          </div>
        </header>
        <main id="content" tabIndex={-1} className="mx-auto w-full min-w-0 max-w-4xl flex-1 px-4 pt-6 pb-24 outline-none sm:px-6 lg:px-8">
          {children}
        </main>
      </div>
      <Toaster />
    </div>
  )
}

function useGroups() {
  const t = useTranslations('me.nav')
  return sections.map(({ key, pages }) => ({
    key: key ?? 'top',
    title: key && t(key),
    links: pages.map(({ key: page, icon: Icon }) => ({
      key: page,
      href: page === '' ? '/me' : `/me/${page}`,
      label: t(page === '' ? 'overview' : page),
      icon: <Icon aria-hidden className="size-4 shrink-0" />,
    })),
  }))
}

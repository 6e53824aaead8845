import { ExternalLink, LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BrandMark } from '#components/shell/brand-mark'
import { SegmentTabs } from '#components/shell/segment-tabs'
import { Button } from '#components/ui/button'
import { LinkButton } from '#components/ui/link-button'
import { Toaster } from '#components/ui/toaster'

interface MeShellProps {
  panelName: string
  /** null: there is none to open. */
  webmailUrl: string | null
  address: string | null
  /** Empty while nothing else may be done than what the page asks. */
  tabs: readonly { readonly key: string; readonly label: string }[]
  leave: () => Promise<void>
  children: ReactNode
}

/** One column: who one is, the ways out, and a few tabs. */
export function MeShell({ panelName, webmailUrl, address, tabs, leave, children }: MeShellProps) {
  const t = useTranslations('me')
  const shell = useTranslations('shell')
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {shell('skip')}
      </a>
      <header className="border-b bg-canvas">
        <div className="mx-auto max-w-4xl px-4 sm:px-6">
          <div className="flex min-h-(--header-height) flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
            <span className="flex min-w-0 items-center gap-2.5">
              <BrandMark />
              <span className="min-w-0">
                <span className="block truncate font-semibold text-lg leading-tight tracking-[-0.015em]">{panelName}</span>
                {address && <bdi className="block truncate font-mono text-muted text-sm leading-tight">{address}</bdi>}
              </span>
            </span>
            <div className="flex items-center gap-2">
              {webmailUrl && (
                <LinkButton href={webmailUrl} prefetch={false} icon={<ExternalLink aria-hidden />}>
                  {t('webmail')}
                </LinkButton>
              )}
              <form action={leave}>
                <Button type="submit" look="quiet" icon={<LogOut aria-hidden />}>
                  {t('signOut')}
                </Button>
              </form>
            </div>
          </div>
          {tabs.length > 0 && <SegmentTabs label={t('nav.label')} path="/me" tabs={tabs} />}
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full min-w-0 max-w-4xl px-4 pt-6 pb-24 outline-none sm:px-6">
        {children}
      </main>
      <Toaster />
    </div>
  )
}

'use client'

import { Menu } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, type ReactNode, Suspense, useState } from 'react'

// Fetched when first opened: on a desk nobody does.
const NavDialog = lazy(() => import('./nav-dialog').then((module) => ({ default: module.NavDialog })))

/** The navigation of small screens. */
export function NavSheet({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations('shell.nav')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('open')}
        onClick={() => setOpen(true)}
        className="-ml-2 flex size-10 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink lg:hidden"
      >
        <Menu aria-hidden className="size-5" />
      </button>
      <Suspense>
        {open && (
          <NavDialog title={title} onClose={() => setOpen(false)}>
            {children}
          </NavDialog>
        )}
      </Suspense>
    </>
  )
}

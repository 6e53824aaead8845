'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Kbd } from '#components/ui/kbd'
import { useShortcuts } from './use-shortcuts'

// Both are fetched when first opened: most visits to a page open neither.
const CommandPalette = lazy(() => import('./command-palette').then((module) => ({ default: module.CommandPalette })))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog').then((module) => ({ default: module.ShortcutsDialog })))

/** The field at the top that opens the palette, and the ear for the keyboard. */
export function CommandCenter() {
  const t = useTranslations('shell.palette')
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const close = useCallback(() => setOpen(null), [])
  useShortcuts(setOpen)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
        className="flex h-8.5 min-w-0 max-w-80 flex-1 items-center gap-2 rounded-md bg-surface px-3 text-left text-muted shadow-rest inset-ring inset-ring-line transition-colors hover:bg-hover max-sm:h-10"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{t('open')}</span>
        <span aria-hidden className="flex gap-1 max-sm:hidden">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={close} onShortcuts={() => setOpen('shortcuts')} />}
        {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </>
  )
}

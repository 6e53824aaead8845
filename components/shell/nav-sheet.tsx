'use client'

import { Menu, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import { BrandMark } from './brand-mark'
import { NavLinks } from './nav-links'
import type { PlaceKey } from './places'

/** The navigation of small screens: a modal sheet from the left. */
export function NavSheet({ icons }: { icons: Record<PlaceKey, ReactNode> }) {
  const t = useTranslations('shell')
  const sheet = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('nav.open')}
        onClick={() => sheet.current?.showModal()}
        className="-ml-2 flex size-10 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink lg:hidden"
      >
        <Menu aria-hidden className="size-5" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it; the keyboard has Escape */}
      <dialog
        ref={sheet}
        aria-label={t('nav.label')}
        onClick={(event) => event.target === event.currentTarget && sheet.current?.close()}
        className="sheet m-0 h-dvh max-h-none w-72 max-w-[85vw] bg-canvas text-ink shadow-raised"
      >
        <div className="flex min-h-full flex-col gap-5 p-3">
          <div className="flex items-center justify-between pl-2.5">
            <span className="flex items-center gap-2.5 font-semibold text-lg tracking-[-0.01em]">
              <BrandMark />
              {t('product')}
            </span>
            <button
              type="button"
              aria-label={t('nav.close')}
              onClick={() => sheet.current?.close()}
              className="flex size-10 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-5" />
            </button>
          </div>
          <NavLinks icons={icons} onNavigate={() => sheet.current?.close()} />
        </div>
      </dialog>
    </>
  )
}

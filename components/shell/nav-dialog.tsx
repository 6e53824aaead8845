'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { BrandMark } from './brand-mark'

interface NavDialogProps {
  title: string
  /** The links; one that is followed closes it. */
  children: ReactNode
  onClose: () => void
}

/** A modal sheet from the left, open as long as it is drawn. */
export function NavDialog({ title, children, onClose }: NavDialogProps) {
  const t = useTranslations('shell')
  const sheet = useRef<HTMLDialogElement>(null)

  useEffect(() => sheet.current?.showModal(), [])

  const close = () => sheet.current?.close()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it, and so does a link in it, which the keyboard clicks too; else it has Escape
    <dialog
      ref={sheet}
      aria-label={t('nav.label')}
      onClose={onClose}
      onClick={({ target, currentTarget }) => (target === currentTarget || (target instanceof Element && target.closest('a'))) && close()}
      className="sheet m-0 h-dvh max-h-none w-72 max-w-[85vw] bg-canvas text-ink shadow-raised"
    >
      <div className="flex min-h-full flex-col gap-5 p-3">
        <div className="flex items-center justify-between pl-2.5">
          <span className="flex min-w-0 items-center gap-2.5 font-semibold text-lg tracking-[-0.01em]">
            <BrandMark />
            <span className="truncate">{title}</span>
          </span>
          <button
            type="button"
            aria-label={t('nav.close')}
            onClick={close}
            className="flex size-10 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-5" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}

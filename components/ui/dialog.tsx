'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { classNames } from './class-names'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  /** Buttons at the end; the one that does it comes last. */
  footer?: ReactNode
  size?: 'narrow' | 'medium' | 'wide'
  children?: ReactNode
}

const widths = { narrow: 'sm:max-w-md', medium: 'sm:max-w-xl', wide: 'sm:max-w-4xl' }

/** The browser's own modal: it holds the focus, makes the rest inert, closes on Escape, and lies above everything. */
export function Dialog({ open, onClose, title, description, footer, size = 'narrow', children }: DialogProps) {
  const t = useTranslations('ui.dialog')
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const descriptionId = useId()

  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={description ? descriptionId : undefined}
      onClose={onClose}
      className={classNames(
        'm-auto w-[calc(100vw-1.5rem)] flex-col overflow-hidden whitespace-normal rounded-xl bg-raised p-0 text-left font-normal text-base text-ink shadow-raised inset-ring inset-ring-line open:flex',
        'max-h-[min(44rem,calc(100dvh-2rem))]',
        widths[size],
      )}
    >
      {open && (
        <>
          <header className="flex items-start justify-between gap-4 px-5 pt-4.5">
            <div className="min-w-0">
              <h2 id={titleId} className="font-semibold text-lg tracking-[-0.01em]">
                {title}
              </h2>
              {description && (
                <p id={descriptionId} className="mt-1 text-muted">
                  {description}
                </p>
              )}
            </div>
            <button
              type="button"
              aria-label={t('close')}
              onClick={() => dialog.current?.close()}
              className="-mr-1.5 flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          </header>
          {children ? <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div> : <div className="h-4" />}
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t bg-sunken/50 px-5 py-3">{footer}</footer>}
        </>
      )}
    </dialog>
  )
}

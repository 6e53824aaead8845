'use client'

import { CircleCheck, CircleX, Info, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { dismissToast, type Toast } from './toast-store'

const lifetimeMs = 6000
const icons = { good: CircleCheck, bad: CircleX, info: Info }
const inks = { good: 'text-good', bad: 'text-bad', info: 'text-accent-ink' }

/** One toast. It waits while it is pointed at or focused. */
export function ToastCard({ entry, dismissLabel }: { entry: Toast; dismissLabel: string }) {
  const [held, setHeld] = useState(false)
  const Icon = icons[entry.tone]

  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismissToast(entry.id), lifetimeMs)
    return () => clearTimeout(timer)
  }, [entry.id, held])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only stops the clock
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex animate-[rise_160ms_var(--ease-settle)] items-start gap-3 rounded-lg bg-raised py-3 pr-2 pl-4 shadow-raised inset-ring inset-ring-line"
    >
      <Icon aria-hidden className={`mt-0.75 size-4 shrink-0 ${inks[entry.tone]}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{entry.title}</p>
        {entry.detail && <p className="text-muted text-sm">{entry.detail}</p>}
      </div>
      {entry.undo && (
        <Button
          size="small"
          onClick={() => {
            entry.undo?.run()
            dismissToast(entry.id)
          }}
        >
          {entry.undo.label}
        </Button>
      )}
      <button
        type="button"
        aria-label={dismissLabel}
        onClick={() => dismissToast(entry.id)}
        className="flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}

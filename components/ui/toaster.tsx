'use client'

import { useTranslations } from 'next-intl'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { type Toast, toastStore } from './toast-store'

// Most visits tell nothing: what draws a toast is fetched with the first one.
const ToastCard = lazy(() => import('./toast-card').then((module) => ({ default: module.ToastCard })))
const none: readonly Toast[] = []

/** Once per page, in the shell: the polite live region that toasts appear in. */
export function Toaster() {
  const t = useTranslations('ui.toast')
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => none)
  return (
    <section
      aria-label={t('label')}
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-40 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2"
    >
      <Suspense>
        {toasts.map((entry) => (
          <ToastCard key={entry.id} entry={entry} dismissLabel={t('dismiss')} />
        ))}
      </Suspense>
    </section>
  )
}

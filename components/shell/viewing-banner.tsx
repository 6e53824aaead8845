'use client'

import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Button } from '#components/ui/button'
import { type FormAction, idleState } from '#lib/web/action-state'

/** Stays at the top of every page while an owner looks as somebody else, and takes them back. */
export function ViewingBanner({ name, action }: { name: string; action: FormAction }) {
  const t = useTranslations('shell.viewing')
  const [, stop, stopping] = useActionState(action, idleState)
  return (
    <div
      role="status"
      className="sticky top-0 z-40 flex min-h-11 flex-wrap items-center justify-center gap-x-4 gap-y-1 bg-warn px-4 py-1.5 text-canvas"
    >
      <Eye aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 font-medium">{t.rich('text', { name: () => <bdi>{name}</bdi> })}</p>
      <form action={stop}>
        <Button type="submit" size="small" disabled={stopping}>
          {t('stop')}
        </Button>
      </form>
    </div>
  )
}

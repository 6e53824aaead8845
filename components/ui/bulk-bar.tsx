'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from './button'
import { useSelection } from './use-selection'

interface BulkBarProps {
  /** The id that the table's `selection.formId` names. */
  formId: string
  action: (form: FormData) => void | Promise<void>
  /** Buttons that submit: <SubmitButton name="verb" value="disable">. */
  children: ReactNode
}

/** Appears with the first ticked row and offers what can be done to all of them. The ticked ids arrive as `id`. */
export function BulkBar({ formId, action, children }: BulkBarProps) {
  const t = useTranslations('ui.bulk')
  const { checked, setAll } = useSelection(formId)
  return (
    <form
      id={formId}
      action={action}
      aria-label={t('label')}
      hidden={checked === 0}
      className="-translate-x-1/2 fixed bottom-5 left-1/2 z-30 flex w-max max-w-[calc(100vw-1.5rem)] flex-wrap items-center gap-2 rounded-xl bg-raised py-2 pr-2 pl-4 shadow-raised inset-ring inset-ring-line"
    >
      <output className="mr-2 font-medium tabular-nums">{t('selected', { count: checked })}</output>
      {children}
      <Button look="quiet" size="small" icon={<X aria-hidden />} onClick={() => setAll(false)}>
        {t('clear')}
      </Button>
    </form>
  )
}

'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button'
import { ConfirmDialog } from '#components/ui/confirm-dialog'
import { Skeleton } from '#components/ui/skeleton'
import { formatNumber } from '#lib/format'

export interface BulkConfirm {
  /** `{count}` stands for how many. */
  readonly title: string
  readonly body?: string
  readonly label: string
  readonly danger?: boolean
  readonly typeCount?: boolean
}

/** What a verb would do, as the server says it: to how many, and in words and lines. */
export interface BulkAnswer {
  readonly count: number
  readonly body: ReactNode
}

interface BulkDialogProps {
  confirm: BulkConfirm
  /** Controls that belong to the verb. */
  fields?: ReactNode
  /** They change nothing in the answer. */
  asksOnce?: boolean
  /** How many there seem to be, until the server has counted. */
  about: string
  /** Asked when the verb was pressed. */
  first: Promise<BulkAnswer>
  /** Asks again, with what the fields say now. */
  ask: (fields: HTMLElement | null) => Promise<BulkAnswer>
  onConfirm: (fields: HTMLElement | null, count: number) => Promise<void>
  onClose: () => void
}

/** Asks before many are changed; can be confirmed only once it is known, and shown, how many they are. */
export function BulkDialog({ confirm, fields, asksOnce, about, first, ask, onConfirm, onClose }: BulkDialogProps) {
  const t = useTranslations('list.bulk')
  const locale = useLocale()
  const controls = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState(first)
  const [answer, setAnswer] = useState<BulkAnswer | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    setAnswer(null)
    asked.then(
      (told) => current && setAnswer(told),
      (error: unknown) => current && setFailure(error),
    )
    return () => {
      current = false
    }
  }, [asked])
  // To the nearest error boundary, as if it had been drawn here.
  if (failure) throw failure

  const count = answer?.count ?? 0
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={confirm.title.replace('{count}', answer ? formatNumber(count, locale) : about)}
      description={confirm.body}
      confirmLabel={confirm.label}
      danger={confirm.danger}
      ready={count > 0}
      nameToType={confirm.typeCount && answer ? String(count) : undefined}
      onConfirm={() => onConfirm(controls.current, count)}
    >
      {fields && (
        <div className="flex flex-wrap items-end gap-2">
          <div ref={controls} className="min-w-0 flex-1">
            {fields}
          </div>
          {!asksOnce && <Button onClick={() => setAsked(ask(controls.current))}>{t('showLines')}</Button>}
        </div>
      )}
      <div className="min-w-0" aria-live="polite">
        {answer ? answer.body : <Skeleton rows={2} label={t('counting')} />}
      </div>
    </ConfirmDialog>
  )
}

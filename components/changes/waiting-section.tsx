import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Section } from '#components/ui/section'
import { Status } from '#components/ui/status'
import type { FormAction } from '#lib/web/action-state'
import { type WaitingRow, WaitingTable } from './waiting-table'

interface WaitingSectionProps {
  rows: readonly WaitingRow[]
  /** Rows beyond those. */
  more: number
  /** Absent for who may not. */
  retry?: FormAction
}

/** Is everything that was saved on its host? If not: what, where, why, and when it is tried again. */
export function WaitingSection({ rows, more, retry }: WaitingSectionProps) {
  const t = useTranslations('changes.waiting')
  if (rows.length === 0) return <Status tone="good">{t('allGood')}</Status>
  return (
    <Section
      title={t('title')}
      sub={t('sub')}
      actions={retry && <ActButton label={t('retry')} size="small" icon={<RotateCw aria-hidden />} action={retry} fields={{}} />}
    >
      <WaitingTable rows={rows} />
      {more > 0 && <p className="text-muted text-sm">{t('more', { count: more })}</p>}
    </Section>
  )
}

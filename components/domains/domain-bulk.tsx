import { CirclePause, CirclePlay } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { BulkAnswer } from '#components/bulk/bulk-dialog'
import { BulkActions } from '#components/list/bulk-actions'
import type { FormAction } from '#lib/web/action-state'

interface DomainBulkProps {
  formId: string
  action: FormAction
  questionOf: (form: FormData) => Promise<BulkAnswer>
  matching: { filter: string; count: number; exact: boolean }
}

export function DomainBulk({ formId, action, questionOf, matching }: DomainBulkProps) {
  const t = useTranslations('domains')
  const list = useTranslations('list')
  return (
    <BulkActions
      formId={formId}
      action={action}
      questionOf={questionOf}
      matching={matching}
      verbs={[
        { verb: 'enable', label: list('bulk.enable'), icon: <CirclePlay aria-hidden /> },
        {
          verb: 'disable',
          label: list('bulk.disable'),
          icon: <CirclePause aria-hidden />,
          confirm: { title: t('bulk.disableTitle', { count: '{count}' }), body: t('bulk.disableBody'), label: list('bulk.disable') },
        },
      ]}
    />
  )
}

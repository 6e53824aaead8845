import { CirclePause, CirclePlay, Gauge, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { BulkAnswer } from '#components/bulk/bulk-dialog'
import { BulkActions } from '#components/list/bulk-actions'
import { Input } from '#components/ui/input'
import type { FormAction } from '#lib/web/action-state'

interface MailboxBulkProps {
  formId: string
  action: FormAction
  questionOf: (form: FormData) => Promise<BulkAnswer>
  matching: { filter: string; count: number; exact: boolean }
}

export function MailboxBulk({ formId, action, questionOf, matching }: MailboxBulkProps) {
  const t = useTranslations('mailboxes.bulk')
  const list = useTranslations('list.bulk')
  const count = '{count}'
  return (
    <BulkActions
      formId={formId}
      action={action}
      questionOf={questionOf}
      matching={matching}
      verbs={[
        { verb: 'enable', label: list('enable'), icon: <CirclePlay aria-hidden /> },
        {
          verb: 'disable',
          label: list('disable'),
          icon: <CirclePause aria-hidden />,
          confirm: { title: t('disableTitle', { count }), body: t('disableBody'), label: list('disable') },
        },
        {
          verb: 'quota',
          label: list('quota'),
          icon: <Gauge aria-hidden />,
          confirm: { title: t('quotaTitle', { count }), body: t('quotaBody'), label: list('quota') },
          fields: (
            <label htmlFor="bulk-quota" className="flex flex-col gap-1.5">
              {t('quotaLabel')}
              <Input id="bulk-quota" name="quotaBytes" autoComplete="off" placeholder="5 GiB" />
            </label>
          ),
        },
        {
          verb: 'delete',
          label: list('delete'),
          icon: <Trash2 aria-hidden />,
          confirm: {
            title: t('deleteTitle', { count }),
            body: t('deleteBody'),
            label: list('delete'),
            danger: true,
            typeCount: true,
          },
        },
      ]}
    />
  )
}

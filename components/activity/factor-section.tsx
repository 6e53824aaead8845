import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Card } from '#components/ui/card'
import { Status } from '#components/ui/status'
import type { FormAction } from '#lib/web/action-state'

interface FactorSectionProps {
  isOn: boolean
  mailbox: { readonly id: string; readonly address: string }
  /** Absent: one may only look. */
  remove?: FormAction | undefined
}

/** Of somebody's own pages: an administrator can take it away, and nothing else. */
export function FactorSection({ isOn, mailbox: { id, address }, remove }: FactorSectionProps) {
  const t = useTranslations('activity.factor')
  return (
    <Card
      title={t('title')}
      sub={t('sub')}
      actions={
        isOn &&
        remove && (
          <ActButton
            label={t('remove')}
            size="small"
            action={remove}
            fields={{ $id: id }}
            done={t('removed')}
            confirm={{ title: t('removeTitle', { address }), description: t('removeBody'), confirmLabel: t('remove'), danger: true }}
          />
        )
      }
    >
      <Status tone={isOn ? 'good' : 'off'}>{isOn ? t('on') : t('off')}</Status>
    </Card>
  )
}

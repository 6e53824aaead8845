import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import type { FormAction } from '#lib/web/action-state'

export function RetryHost({ hostId, action }: { hostId: string; action: FormAction }) {
  const t = useTranslations('domains.applied')
  return <ActionForm action={action} target={{ id: hostId, version: 0 }} labels={{}} submitLabel={t('apply')} />
}

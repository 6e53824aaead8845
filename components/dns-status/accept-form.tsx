import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import type { CheckId } from '#lib/dns-status/schema'
import type { FormAction } from '#lib/web/action-state'

interface AcceptFormProps {
  id: string
  check: CheckId
  /** Where to go then. */
  path: string
  action: FormAction | undefined
}

export function AcceptForm({ id, check, path, action }: AcceptFormProps) {
  const t = useTranslations('dns.accept')
  return (
    <ActionForm
      action={action}
      target={{ id, version: 0 }}
      labels={{ note: t('note') }}
      submitLabel={t('submit')}
      savedText={t('done')}
      doneHref={path}
      cancelHref={path}
    >
      <input type="hidden" name="check" value={check} />
      <FormText name="note" label={t('note')} help={t('help')} placeholder={t('noteExample')} maxLength={300} />
    </ActionForm>
  )
}

import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormInstant } from '#components/form/form-instant'
import { FormRows } from '#components/form/form-rows'
import { FormSwitch } from '#components/form/form-switch'
import { FormTextarea } from '#components/form/form-textarea'
import type { FormAction } from '#lib/web/action-state'
import { AliasAddressFields } from './alias-address-fields'

interface AliasFormProps {
  action: FormAction | undefined
  /** The alias that is changed; absent for a new one. */
  target?: { id: string; version: number }
  initial: Record<string, unknown>
  /** For a new one: where it may be made. */
  domains?: readonly { name: string; unicodeName: string }[]
  cancelHref: string
}

const fields = ['address', 'destinations', 'enabled', 'expiresAt', 'note'] as const

export function AliasForm({ action, target, initial, domains, cancelHref }: AliasFormProps) {
  const t = useTranslations('aliases')
  const ui = useTranslations('ui')
  return (
    <ActionForm
      action={action}
      target={target}
      initial={initial}
      labels={Object.fromEntries(fields.map((field) => [field, t(`field.${field}`)]))}
      submitLabel={target ? t('edit.submit') : t('new.submit')}
      savedText={target ? t('edit.saved') : t('new.saved')}
      doneHref={target ? undefined : '/aliases/{id}'}
      cancelHref={cancelHref}
    >
      {domains && <AliasAddressFields domains={domains} />}
      <FormRows name="destinations" label={t('field.destinations')} help={t('help.destinations')} placeholder="anna@example.org" />
      <FormInstant name="expiresAt" label={t('field.expiresAt')} help={t('help.expiresAt')} aside={ui('optional')} />
      <FormSwitch name="enabled" label={t('field.enabled')} help={t('help.enabled')} />
      <FormTextarea name="note" label={t('field.note')} help={t('help.note')} rows={2} />
    </ActionForm>
  )
}

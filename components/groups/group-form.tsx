import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormAddress } from '#components/form/form-address'
import { FormRadio } from '#components/form/form-radio'
import { FormRows } from '#components/form/form-rows'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { FormWhen } from '#components/form/form-when'
import type { FormAction } from '#lib/web/action-state'
import { posters } from './group-filters'

interface GroupFormProps {
  action: FormAction | undefined
  /** The group that is changed; absent for a new one. */
  target?: { id: string; version: number }
  initial: Record<string, unknown>
  /** For a new one: where it may be made. */
  domains?: readonly { name: string; unicodeName: string }[]
  cancelHref: string
}

const fields = ['address', 'name', 'members', 'whoMayPost', 'senders', 'enabled', 'note'] as const

export function GroupForm({ action, target, initial, domains, cancelHref }: GroupFormProps) {
  const t = useTranslations('groups')
  return (
    <ActionForm
      action={action}
      target={target}
      initial={initial}
      labels={Object.fromEntries(fields.map((field) => [field, t(`field.${field}`)]))}
      submitLabel={target ? t('edit.submit') : t('new.submit')}
      savedText={target ? t('edit.saved') : t('new.saved')}
      doneHref={target ? undefined : '/groups/{id}'}
      cancelHref={cancelHref}
    >
      {domains && <FormAddress label={t('field.address')} domains={domains} />}
      <FormText name="name" label={t('field.name')} help={t('help.name')} autoComplete="off" />
      <FormRows name="members" label={t('field.members')} help={t('help.members')} placeholder="anna@example.org" />
      <FormRadio
        name="whoMayPost"
        legend={t('field.whoMayPost')}
        help={t('enforced')}
        options={posters.map((who) => ({ value: who, label: t(`who.${who}`), help: t(`whoHelp.${who}`) }))}
      />
      <FormWhen name="whoMayPost" is={['senders']}>
        <FormRows name="senders" label={t('field.senders')} help={t('help.senders')} />
      </FormWhen>
      <FormSwitch name="enabled" label={t('field.enabled')} help={t('help.enabled')} />
      <FormTextarea name="note" label={t('field.note')} help={t('help.note')} rows={2} />
    </ActionForm>
  )
}

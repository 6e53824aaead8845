import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormRadio } from '#components/form/form-radio'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { FormWhen } from '#components/form/form-when'
import { Fieldset } from '#components/ui/fieldset'
import type { FormAction } from '#lib/web/action-state'
import { DomainLimitFields, DomainRelayFields } from './domain-fields'
import { domainLabels } from './domain-labels'
import { DomainNameField } from './domain-name-field'
import { StandardAddressFields } from './standard-address-fields'

interface DomainCreateFormProps {
  action: FormAction
  hosts: readonly { id: string; name: string }[]
  /** Offered local parts, those to tick first among them. */
  standard: { localParts: readonly string[]; advised: readonly string[] }
  initial: Record<string, unknown>
}

const kinds = ['hosted', 'alias', 'relay'] as const

export function DomainCreateForm({ action, hosts, standard, initial }: DomainCreateFormProps) {
  const t = useTranslations('domains')
  return (
    <ActionForm
      action={action}
      initial={initial}
      labels={domainLabels(t)}
      submitLabel={t('new.submit')}
      savedText={t('new.saved')}
      doneHref="/domains/{name}"
      cancelHref="/domains"
    >
      <Fieldset legend={t('section.identity')}>
        <DomainNameField />
        <FormRadio
          name="kind"
          legend={t('field.kind')}
          options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`), help: t(`kindHelp.${kind}`) }))}
        />
        <FormWhen name="kind" is={['alias']}>
          <FormText name="target" label={t('field.target')} help={t('help.target')} mono autoComplete="off" />
        </FormWhen>
        {hosts.length > 1 && (
          <FormWhen name="kind" is={['hosted', 'relay']}>
            <FormSelect
              name="host"
              label={t('field.host')}
              help={t('help.host')}
              options={hosts.map((host) => ({ value: host.id, label: host.name }))}
            />
          </FormWhen>
        )}
      </Fieldset>
      <FormWhen name="kind" is={['relay']}>
        <DomainRelayFields />
      </FormWhen>
      <FormWhen name="kind" is={['hosted']}>
        <StandardAddressFields localParts={standard.localParts} advised={standard.advised} />
        <DomainLimitFields />
      </FormWhen>
      <FormTextarea name="note" label={t('field.note')} help={t('help.note')} rows={2} />
    </ActionForm>
  )
}

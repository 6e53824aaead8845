import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { Fieldset } from '#components/ui/fieldset'
import type { DomainView } from '#lib/domains/schema'
import type { FormAction } from '#lib/web/action-state'
import { DomainLimitFields, DomainPeopleFields, DomainRelayFields } from './domain-fields'
import { domainLabels } from './domain-labels'

interface DomainSettingsFormProps {
  domain: DomainView
  action: FormAction
  hosts: readonly { id: string; name: string }[]
}

export function DomainSettingsForm({ domain, action, hosts }: DomainSettingsFormProps) {
  const t = useTranslations('domains')
  const { host, target, mirrors: _mirrors, ...settings } = domain
  const initial = { ...settings, host: host.name, target: target?.name ?? '' }
  return (
    <ActionForm
      action={action}
      target={{ id: domain.id, version: domain.version }}
      initial={initial}
      labels={domainLabels(t)}
      submitLabel={t('settings.submit')}
      savedText={t('settings.saved')}
    >
      <FormSwitch name="enabled" label={t('field.enabled')} help={t('help.enabled')} />
      {domain.kind === 'alias' && (
        <Fieldset legend={t('section.mirror')}>
          <FormText name="target" label={t('field.target')} help={t('help.target')} mono autoComplete="off" />
        </Fieldset>
      )}
      {domain.kind === 'relay' && <DomainRelayFields />}
      {domain.kind === 'hosted' && (
        <>
          <DomainLimitFields />
          <DomainPeopleFields />
          <FormSwitch name="forwardOutside" label={t('field.forwardOutside')} help={t('help.forwardOutside')} />
        </>
      )}
      {domain.kind !== 'alias' && hosts.length > 1 && (
        <FormSelect
          name="host"
          label={t('field.host')}
          help={t('help.host')}
          options={hosts.map(({ name }) => ({ value: name, label: name }))}
        />
      )}
      <FormTextarea name="note" label={t('field.note')} help={t('help.note')} rows={2} />
    </ActionForm>
  )
}

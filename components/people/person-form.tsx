'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import type { AdministratorView, GivenRole } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'
import { RoleFields } from './role-fields'

interface PersonFormProps {
  person: AdministratorView
  roles: readonly GivenRole[]
  action: FormAction
}

export function PersonForm({ person, roles, action }: PersonFormProps) {
  const t = useTranslations('people')
  const { id, version, name, role, enabled, domains, mailboxesMax, quotaMaxBytes } = person
  return (
    <ActionForm
      action={action}
      target={{ id, version }}
      initial={{ name, role, enabled, domains, mailboxesMax: mailboxesMax ?? '', quotaMaxBytes: quotaMaxBytes ?? '' }}
      labels={{
        name: t('field.name'),
        role: t('field.role'),
        enabled: t('field.enabled'),
        domains: t('field.domains'),
        mailboxesMax: t('field.mailboxesMax'),
        quotaMaxBytes: t('field.quotaMaxBytes'),
      }}
      submitLabel={t('save')}
      savedText={t('saved')}
    >
      <FormText name="name" label={t('field.name')} maxLength={100} autoComplete="off" />
      <FormSwitch name="enabled" label={t('field.enabled')} help={t('help.enabled')} />
      <RoleFields roles={roles} />
    </ActionForm>
  )
}

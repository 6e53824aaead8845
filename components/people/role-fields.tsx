'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { textOf, useFormField } from '#components/form/form-context'
import { FormRadio } from '#components/form/form-radio'
import { FormSize } from '#components/form/form-size'
import { FormText } from '#components/form/form-text'
import { Fieldset } from '#components/ui/fieldset'
import type { GivenRole } from '#lib/people/schema'
import { FormDomains } from './form-domains'

/** The role, and for a domain administrator which domains and how much. */
export function RoleFields({ roles }: { roles: readonly GivenRole[] }) {
  const t = useTranslations('people')
  const name = useTranslations('shell.role')
  const [role, setRole] = useState(textOf(useFormField('role').value))
  return (
    <>
      <div
        onChange={(event) => {
          if (event.target instanceof HTMLInputElement && event.target.name === 'role') setRole(event.target.value)
        }}
      >
        <FormRadio
          name="role"
          legend={t('field.role')}
          options={roles.map((value) => ({ value, label: name(value), help: t(`roleHelp.${value}`) }))}
        />
      </div>
      {role === 'domain_admin' && (
        <>
          <FormDomains name="domains" label={t('field.domains')} help={t('help.domains')} />
          <Fieldset legend={t('limits')} help={t('limitsHelp')}>
            <div className="grid gap-4 sm:grid-cols-2">
              <FormText
                name="mailboxesMax"
                label={t('field.mailboxesMax')}
                placeholder={t('noLimit')}
                inputMode="numeric"
                autoComplete="off"
              />
              <FormSize name="quotaMaxBytes" label={t('field.quotaMaxBytes')} aside={t('emptyNoLimit')} />
            </div>
          </Fieldset>
        </>
      )}
    </>
  )
}

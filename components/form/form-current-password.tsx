'use client'

import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { Field } from '#components/ui/field'
import { PasswordInput } from '#components/ui/password-input'
import { useFormField } from './form-context'
import { OwnPassword } from './own-password'

/** The password that holds now, asked for before something that only its owner may do. Who has none has signed in a moment ago. */
export function FormCurrentPassword({ name, label }: { name: string; label: string }) {
  const t = useTranslations('form')
  const { errors, attempt } = useFormField(name)
  if (!useContext(OwnPassword)) {
    return (
      <div id={`field-${name}`} tabIndex={-1} className="text-sm">
        <input type="hidden" name={name} value="" />
        <p className="text-muted">{t('noPassword')}</p>
        {errors.length > 0 && <p className="mt-1 text-bad">{errors.join(' ')}</p>}
      </div>
    )
  }
  return (
    <Field name={name} label={label} error={errors}>
      {(control) => <PasswordInput key={attempt} {...control} autoComplete="current-password" required />}
    </Field>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { Field } from '#components/ui/field'
import { Input } from '#components/ui/input'
import { useFormField } from './form-context'

/** What cannot be undone: the person types its name. The server compares. */
export function TypedNameField({ name }: { name: string }) {
  const t = useTranslations('form')
  const { errors, attempt } = useFormField('typed')
  return (
    <Field
      name="typed"
      label={t.rich('typeName', { name: () => <bdi className="select-all break-all font-mono">{name}</bdi> })}
      error={errors}
    >
      {(control) => <Input key={attempt} {...control} mono autoComplete="off" />}
    </Field>
  )
}

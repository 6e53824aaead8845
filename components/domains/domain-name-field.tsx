'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { textOf, useFormField } from '#components/form/form-context'
import { TextField } from '#components/ui/text-field'

/** A domain's name as people write it, with the form in which it travels as soon as the two differ. */
export function DomainNameField() {
  const t = useTranslations('domains')
  const { value, errors, epoch } = useFormField('name')
  const [ascii, setAscii] = useState<string | null>(null)
  return (
    <TextField
      key={epoch}
      name="name"
      label={t('field.name')}
      help={t('help.name')}
      error={errors}
      aside={ascii && <span className="font-mono">{t('help.ascii', { ascii })}</span>}
      defaultValue={textOf(value)}
      mono
      autoComplete="off"
      autoFocus
      onChange={(event) => setAscii(asciiForm(event.target.value))}
    />
  )
}

/** The browser's own UTS 46; a hint while one types, the validator decides. Null when it is the same or is no name. */
export function asciiForm(typed: string): string | null {
  const name = typed.trim().toLowerCase()
  if (!/[^\u0020-\u007e]/.test(name) || /[\s/?#@:\\]/.test(name)) return null
  const url = URL.parse(`http://${name}`)
  return url && url.hostname !== name ? url.hostname : null
}

'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormAddress } from '#components/form/form-address'
import { textOf, useFormField } from '#components/form/form-context'

/** One address, or all that nothing else has. */
export function AliasAddressFields({ domains }: { domains: readonly { name: string; unicodeName: string }[] }) {
  const t = useTranslations('aliases')
  const { value } = useFormField('catchAll')
  const [catchAll, setCatchAll] = useState(textOf(value) === 'true')
  return (
    <>
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1.5 font-medium">{t('field.what')}</legend>
        {[false, true].map((whole) => (
          <label
            key={String(whole)}
            className="flex items-start gap-2.5 rounded-md bg-surface px-3 py-2.5 inset-ring inset-ring-line transition-colors hover:bg-hover has-checked:bg-accent-soft has-checked:inset-ring-accent"
          >
            <input
              type="radio"
              name="$what"
              checked={catchAll === whole}
              onChange={() => setCatchAll(whole)}
              className="mt-0.75 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{whole ? t('help.catchAll') : t('help.one')}</span>
              <span className="block text-muted text-sm">{whole ? t('help.catchAllHelp') : t('help.oneHelp')}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <FormAddress label={t('field.address')} domains={domains} wholeDomain={catchAll} />
    </>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormField } from '#components/form/form-context'
import { FormText } from '#components/form/form-text'
import { Checkbox } from '#components/ui/checkbox'
import { Fieldset } from '#components/ui/fieldset'

interface StandardAddressFieldsProps {
  localParts: readonly string[]
  advised: readonly string[]
}

type Known = 'postmaster' | 'abuse' | 'hostmaster' | 'webmaster' | 'security' | 'noc' | 'info' | 'support' | 'sales'
const known: readonly string[] = [
  'postmaster',
  'abuse',
  'hostmaster',
  'webmaster',
  'security',
  'noc',
  'info',
  'support',
  'sales',
] satisfies Known[]
const isKnown = (localPart: string): localPart is Known => known.includes(localPart)

/** The addresses of RFC 2142, ticked or not, and the one that reads them all. With none ticked nothing of it is sent. */
export function StandardAddressFields({ localParts, advised }: StandardAddressFieldsProps) {
  const t = useTranslations('domains')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(advised))
  const { errors } = useFormField('standardAddresses.localParts')

  const tick = (localPart: string, on: boolean) =>
    setTicked(new Set(on ? [...ticked, localPart] : [...ticked].filter((part) => part !== localPart)))

  return (
    <Fieldset legend={t('section.standard')} help={t('section.standardHelp')}>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {localParts.map((localPart) => (
          <Checkbox
            key={localPart}
            name="standardAddresses.localParts"
            value={localPart}
            checked={ticked.has(localPart)}
            onChange={(event) => tick(localPart, event.target.checked)}
            label={<span className="font-mono text-sm">{localPart}@</span>}
            help={isKnown(localPart) ? t(`standardUse.${localPart}`) : undefined}
          />
        ))}
      </div>
      {errors.length > 0 && <p className="text-bad text-sm">{errors.join(' ')}</p>}
      <fieldset disabled={ticked.size === 0} className="min-w-0">
        <FormText
          name="standardAddresses.destination"
          label={t('field.destination')}
          help={t('help.destination')}
          mono
          autoComplete="off"
          type="text"
          inputMode="email"
        />
      </fieldset>
    </Fieldset>
  )
}

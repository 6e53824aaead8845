'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Field } from '#components/ui/field'
import { Input } from '#components/ui/input'
import { Select } from '#components/ui/select'
import { textOf, useFormField } from './form-context'

interface FormAddressProps {
  label: string
  help?: ReactNode
  domains: readonly { readonly name: string; readonly unicodeName: string }[]
  /** Only the domain is asked for: `@example.org`. */
  wholeDomain?: boolean
}

/** An address of a domain that is here: the part before the @, and one of the domains. A whole address can be pasted or typed too. */
export function FormAddress({ label, help, domains, wholeDomain = false }: FormAddressProps) {
  const t = useTranslations('form.address')
  const { value, errors, epoch } = useFormField('address')
  const at = textOf(value).lastIndexOf('@')
  const [localPart, setLocalPart] = useState(at > 0 ? textOf(value).slice(0, at) : '')
  const [domain, setDomain] = useState(at < 0 ? (domains[0]?.name ?? '') : textOf(value).slice(at + 1))
  const listed = domains.some(({ name }) => name === domain)

  const type = (typed: string) => {
    const split = typed.lastIndexOf('@')
    setLocalPart(split < 0 ? typed : typed.slice(0, split))
    if (split >= 0 && typed.length > split + 1)
      setDomain(
        typed
          .slice(split + 1)
          .trim()
          .toLowerCase(),
      )
  }
  const known = domains.map(({ name, unicodeName }) => ({ value: name, label: `@${unicodeName}` }))
  const options = listed || domain === '' ? known : [{ value: domain, label: `@${domain}` }, ...known]
  return (
    <Field key={epoch} name="address" label={label} help={help} error={errors}>
      {({ name, ...control }) => (
        <div className="flex min-w-0 gap-2 max-sm:flex-col">
          <input type="hidden" name={name} value={wholeDomain ? `@${domain}` : `${localPart.trim()}@${domain}`} />
          {!wholeDomain && (
            <div className="min-w-0 flex-1">
              <Input {...control} mono autoComplete="off" value={localPart} onChange={(event) => type(event.target.value)} />
            </div>
          )}
          <div className="min-w-0 flex-1 font-mono">
            <Select
              {...(wholeDomain ? control : { 'aria-label': t('domain') })}
              value={domain}
              onChange={(event) => setDomain(event.target.value)}
              options={options}
            />
          </div>
        </div>
      )}
    </Field>
  )
}

'use client'

import { CircleAlert, Plus, Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useState } from 'react'
import useSWR from 'swr'
import { textsOf, useFormField, useRowErrors } from '#components/form/form-context'
import { Spinner } from '#components/ui/spinner'

interface FormDomainsProps {
  name: string
  label: string
  help: string
}

/** What GET /api/live/domains answers. */
type Answer = { domains: readonly { readonly name: string; readonly unicodeName: string }[] }

async function ask(url: string): Promise<Answer> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`the list of domains answered ${response.status}`)
  return response.json()
}

/** Domains, chosen from those that are here: what is typed narrows what is offered, and what is chosen stands above it. */
export function FormDomains(props: FormDomainsProps) {
  const { value, epoch } = useFormField(props.name)
  return <Domains key={epoch} {...props} first={textsOf(value).filter((text) => text !== '')} />
}

function Domains({ name, label, help, first }: FormDomainsProps & { first: readonly string[] }) {
  const t = useTranslations('people.domains')
  const id = useId()
  const [chosen, setChosen] = useState(first)
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const { data, error, isLoading } = useSWR<Answer, Error>(`/api/live/domains?search=${encodeURIComponent(search)}`, ask, {
    keepPreviousData: true,
    revalidateOnFocus: false,
  })
  const errors = useRowErrors(name, chosen)
  const offered = (data?.domains ?? []).filter((domain) => !chosen.includes(domain.name)).slice(0, 8)

  return (
    <fieldset id={`field-${name}`} tabIndex={-1} aria-describedby={`${id}-help`} className="flex min-w-0 flex-col gap-2">
      <legend className="float-left w-full font-medium">{label}</legend>
      <p id={`${id}-help`} className="-mt-1.5 clear-both text-muted text-sm">
        {help}
      </p>
      <input type="hidden" name={name} value="" />
      {chosen.length === 0 ? (
        <p className="text-faint">{t('none')}</p>
      ) : (
        <ul aria-label={t('chosen')} className="flex flex-wrap gap-1.5">
          {chosen.map((domain) => (
            <li
              key={domain}
              className="inline-flex max-w-full items-center gap-1 rounded-md bg-accent-soft py-0.5 pr-0.5 pl-2.5 text-accent-ink"
            >
              <input type="hidden" name={name} value={domain} />
              <bdi className="truncate">{domain}</bdi>
              <button
                type="button"
                aria-label={t('remove', { domain })}
                title={t('remove', { domain })}
                onClick={() => setChosen(chosen.filter((one) => one !== domain))}
                className="flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-hover max-sm:size-9"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="overflow-hidden rounded-md bg-surface inset-ring inset-ring-line">
        <div className="flex items-center gap-2 border-b px-3">
          {isLoading ? <Spinner /> : <Search aria-hidden className="size-4 shrink-0 text-faint" />}
          <input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={text}
            maxLength={253}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            className="h-9 min-w-0 flex-1 bg-transparent outline-none max-sm:h-10 max-sm:text-lg"
          />
        </div>
        <ul aria-label={t('offered')} className="max-h-56 overflow-y-auto p-1">
          {offered.map((domain) => (
            <li key={domain.name}>
              <button
                type="button"
                onClick={() => setChosen([...chosen, domain.name].toSorted())}
                className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover max-sm:py-2.5"
              >
                <Plus aria-hidden className="size-4 shrink-0 text-muted" />
                <bdi className="truncate">{domain.unicodeName}</bdi>
              </button>
            </li>
          ))}
          {offered.length === 0 && !isLoading && (
            <li className="px-2 py-1.5 text-muted">{error ? t('failed') : t(search === '' ? 'noMore' : 'noneFound')}</li>
          )}
        </ul>
      </div>
      {Object.values(errors).map((message) => (
        <p key={message} className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
          {message}
        </p>
      ))}
    </fieldset>
  )
}

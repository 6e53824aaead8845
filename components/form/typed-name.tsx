'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Input } from '#components/ui/input'

interface TypedNameProps {
  name: string
  value: string
  onChange: (value: string) => void
  onEnter: () => void
}

/** The name of the thing, typed by hand, before what cannot be undone. */
export function TypedName({ name, value, onChange, onEnter }: TypedNameProps) {
  const t = useTranslations('ui.dialog')
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id}>{t.rich('typeName', { name: () => <bdi className="select-all font-medium font-mono">{name}</bdi> })}</label>
      <Input
        id={id}
        mono
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onEnter()
        }}
      />
    </div>
  )
}

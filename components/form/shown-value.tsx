'use client'

import { useTranslations } from 'next-intl'
import { Bytes } from '#components/ui/bytes'

/** A field's value as text beside another one: lists line by line, sizes as sizes, nothing as a word. */
export function ShownValue({ name, value }: { name: string; value: unknown }) {
  const t = useTranslations('form.value')
  const list = (Array.isArray(value) ? value : [value]).filter((entry) => entry !== '' && entry !== null && entry !== undefined)
  if (list.length === 0) return <span className="text-muted">{value === '' && name === 'enabled' ? t('no') : t('none')}</span>
  if (typeof value === 'boolean' || list.at(-1) === 'on') return value === false ? t('no') : t('yes')
  if (name.endsWith('Bytes') && Number(list[0]) > 0) return <Bytes value={Number(list[0])} />
  return (
    <ul>
      {list.map((entry) => (
        <li key={String(entry)} className="break-all">
          <bdi>{String(entry)}</bdi>
        </li>
      ))}
    </ul>
  )
}

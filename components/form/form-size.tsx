'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Field } from '#components/ui/field'
import { Input } from '#components/ui/input'
import { Select } from '#components/ui/select'
import { textOf, useFormField } from './form-context'

interface FormSizeProps {
  name: string
  label: string
  help?: ReactNode
  aside?: ReactNode
}

const units = ['MiB', 'GiB', 'TiB'] as const
type Unit = (typeof units)[number]
const sizes: Record<Unit, number> = { MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 }

/** A size as people say it: a number and its unit. It travels as text, "5 GiB"; empty is none. */
export function FormSize({ name, label, help, aside }: FormSizeProps) {
  const { value, errors, epoch } = useFormField(name)
  return (
    <Field name={name} label={label} help={help} error={errors} aside={aside}>
      {(control) => <SizeControl key={epoch} control={control} label={label} first={splitSize(textOf(value))} />}
    </Field>
  )
}

interface SizeControlProps {
  control: { id: string; name: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }
  label: string
  first: { amount: string; unit: Unit }
}

function SizeControl({ control: { name, ...control }, label, first }: SizeControlProps) {
  const t = useTranslations('form.size')
  const [amount, setAmount] = useState(first.amount)
  const [unit, setUnit] = useState<string>(first.unit)
  return (
    <div className="flex gap-2">
      <input type="hidden" name={name} value={amount.trim() === '' ? '' : `${amount.trim().replace(',', '.')} ${unit}`} />
      <Input {...control} inputMode="decimal" autoComplete="off" value={amount} onChange={(event) => setAmount(event.target.value)} />
      <span className="w-24 shrink-0">
        <Select
          aria-label={t('unit', { label })}
          value={unit}
          onChange={(event) => setUnit(event.target.value)}
          options={units.map((name) => ({ value: name, label: name }))}
        />
      </span>
    </div>
  )
}

/** The largest unit in which the size is a short number; a text that was refused comes back as it was. */
export function splitSize(text: string): { amount: string; unit: Unit } {
  const typed = /^(.*\S)\s+(MiB|GiB|TiB)$/.exec(text)
  const unitTyped = units.find((unit) => unit === typed?.[2])
  if (typed?.[1] && unitTyped) return { amount: typed[1], unit: unitTyped }
  const bytes = Number(text)
  if (text === '' || !Number.isFinite(bytes)) return { amount: text, unit: 'GiB' }
  const unit = bytes === 0 ? 'GiB' : (units.findLast((name) => Number.isInteger((bytes / sizes[name]) * 100)) ?? 'MiB')
  return { amount: String(Math.round((bytes / sizes[unit]) * 1e6) / 1e6), unit }
}

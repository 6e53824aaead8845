'use client'

import { CircleAlert, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/input'
import { textsOf, useFormField, useRowErrors } from './form-context'

interface FormRowsProps {
  name: string
  label: string
  help?: ReactNode
  placeholder?: string
}

/** Several addresses, one row each. Enter makes the next row, and a pasted list becomes rows. */
export function FormRows(props: FormRowsProps) {
  const { value, epoch } = useFormField(props.name)
  return <Rows key={epoch} {...props} first={textsOf(value).filter((text) => text !== '')} />
}

function Rows({ name, label, help, placeholder, first }: FormRowsProps & { first: readonly string[] }) {
  const t = useTranslations('form.rows')
  const lastKey = useRef(first.length)
  const box = useRef<HTMLFieldSetElement>(null)
  const [rows, setRows] = useState(() => [...(first.length > 0 ? first : [''])].map((text, key) => ({ key, text })))
  const errors = useRowErrors(
    name,
    rows.map((row) => row.text),
  )

  const make = (text: string) => {
    lastKey.current += 1
    return { key: lastKey.current, text }
  }
  const focusRow = (index: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll<HTMLInputElement>('input[type="text"]')[index]?.focus())
  const change = (key: number, text: string) => setRows((all) => all.map((row) => (row.key === key ? { key, text } : row)))
  const insertAfter = (index: number, texts: readonly string[]) => {
    setRows((all) => [...all.slice(0, index + 1), ...texts.map(make), ...all.slice(index + 1)])
    focusRow(index + texts.length)
  }
  const remove = (index: number) => {
    setRows((all) => (all.length === 1 ? [make('')] : all.filter((_, at) => at !== index)))
    focusRow(Math.max(0, index - 1))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      insertAfter(index, [''])
    } else if (event.key === 'Backspace' && event.currentTarget.value === '' && rows.length > 1) {
      event.preventDefault()
      remove(index)
    }
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, index: number, key: number) => {
    const [head, ...rest] = event.clipboardData
      .getData('text')
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
    if (head === undefined || rest.length === 0) return
    event.preventDefault()
    const present = new Set(rows.map((row) => row.text))
    if (event.currentTarget.value === '') change(key, head)
    insertAfter(
      index,
      (event.currentTarget.value === '' ? rest : [head, ...rest]).filter((text) => !present.has(text)),
    )
  }

  return (
    <fieldset
      ref={box}
      id={`field-${name}`}
      tabIndex={-1}
      aria-describedby={help ? `rows-${name}-help` : undefined}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <legend className="float-left w-full font-medium">{label}</legend>
      {help && (
        <p id={`rows-${name}-help`} className="-mt-1 clear-both text-muted text-sm">
          {help}
        </p>
      )}
      <input type="hidden" name={name} value="" />
      <ul className="clear-both flex flex-col gap-1.5">
        {rows.map((row, index) => (
          <li key={row.key}>
            <div className="flex items-center gap-1.5">
              <Input
                mono
                type="text"
                name={name}
                value={row.text}
                placeholder={placeholder}
                autoComplete="off"
                aria-label={t('row', { label, number: index + 1 })}
                aria-invalid={errors[index] ? true : undefined}
                onChange={(event) => change(row.key, event.target.value)}
                onKeyDown={(event) => onKeyDown(event, index)}
                onPaste={(event) => onPaste(event, index, row.key)}
              />
              <button
                type="button"
                aria-label={t('remove', { what: row.text || t('empty') })}
                title={t('remove', { what: row.text || t('empty') })}
                onClick={() => remove(index)}
                className="flex size-8.5 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
              >
                <X aria-hidden className="size-4" />
              </button>
            </div>
            <RowError text={errors[index]} />
          </li>
        ))}
      </ul>
      <RowError text={errors[-1]} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Button size="small" look="quiet" icon={<Plus aria-hidden />} onClick={() => insertAfter(rows.length - 1, [''])}>
          {t('add')}
        </Button>
        <span className="text-faint text-sm">
          {rows.length > 3 ? t('count', { count: rows.filter((row) => row.text !== '').length }) : t('paste')}
        </span>
      </div>
    </fieldset>
  )
}

function RowError({ text }: { text: string | undefined }) {
  if (!text) return null
  return (
    <p className="mt-0.5 flex items-start gap-1.5 text-bad text-sm">
      <CircleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
      {text}
    </p>
  )
}

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/input'
import { Select } from '#components/ui/select'
import { type Condition, matches } from '#lib/protocol/rules'
import { kibibytes } from './filter-words'

const fields = ['from', 'to', 'cc', 'subject', 'list-id', 'header', 'size', 'spam'] as const
type Field = (typeof fields)[number]

interface FilterConditionProps {
  condition: Condition
  label: string
  errors: readonly string[]
  onChange: (condition: Condition) => void
  onRemove: (() => void) | undefined
}

/** One line: which part of the message, how it is compared, with what. */
export function FilterCondition({ condition, label, errors, onChange, onRemove }: FilterConditionProps) {
  const t = useTranslations('rules.filters')
  const textual = 'match' in condition ? condition : null
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
        <div className="w-full sm:w-40">
          <Select
            aria-label={t('part')}
            value={condition.field}
            onChange={(event) => onChange(turned(condition, event.target.value as Field))}
            options={fields.map((value) => ({ value, label: t(`field.${value}`) }))}
          />
        </div>
        {condition.field === 'header' && (
          <div className="w-full sm:w-36">
            <Input
              mono
              aria-label={t('headerName')}
              placeholder="X-Priority"
              value={condition.name}
              onChange={(event) => onChange({ ...condition, name: event.target.value })}
            />
          </div>
        )}
        {textual && (
          <>
            <div className="w-full sm:w-44">
              <Select
                aria-label={t('compare')}
                value={`${textual.not ? '!' : ''}${textual.match}`}
                onChange={({ target: { value } }) =>
                  onChange({ ...textual, not: value.startsWith('!'), match: value.replace('!', '') as (typeof matches)[number] })
                }
                options={[false, true].flatMap((not) =>
                  matches.map((match) => ({
                    value: `${not ? '!' : ''}${match}`,
                    label: not ? `${t('not')} ${t(`match.${match}`)}` : t(`match.${match}`),
                  })),
                )}
              />
            </div>
            <div className="min-w-0 flex-1">
              <Input
                aria-label={t('text')}
                aria-invalid={errors.length > 0 || undefined}
                value={textual.text}
                maxLength={400}
                onChange={(event) => onChange({ ...textual, text: event.target.value })}
              />
            </div>
          </>
        )}
        {condition.field === 'size' && (
          <>
            <div className="w-full sm:w-44">
              <Select
                aria-label={t('compare')}
                value={String(condition.over)}
                onChange={(event) => onChange({ ...condition, over: event.target.value === 'true' })}
                options={[true, false].map((over) => ({ value: String(over), label: t(over ? 'over' : 'under') }))}
              />
            </div>
            <div className="flex min-w-0 flex-1 items-center gap-2">
              <Input
                type="number"
                min={1}
                max={1_900_000}
                aria-label={t('kib')}
                value={kibibytes(condition.bytes)}
                onChange={(event) => onChange({ ...condition, bytes: Math.max(1, Math.round(Number(event.target.value) || 1)) * 1024 })}
              />
              KiB
            </div>
          </>
        )}
        {condition.field === 'spam' && (
          <div className="min-w-0 flex-1">
            <Select
              aria-label={t('compare')}
              value={String(condition.not)}
              onChange={(event) => onChange({ ...condition, not: event.target.value === 'true' })}
              options={[false, true].map((not) => ({ value: String(not), label: t(not ? 'words.notSpam' : 'words.spam') }))}
            />
          </div>
        )}
        {onRemove && (
          <Button look="quiet" size="small" icon={<X aria-hidden />} onClick={onRemove} aria-label={`${t('removeCondition')}: ${label}`}>
            <span className="sr-only">{t('removeCondition')}</span>
          </Button>
        )}
      </div>
      {errors.map((text) => (
        <p key={text} className="text-bad text-sm">
          {text}
        </p>
      ))}
    </fieldset>
  )
}

/** What was typed stays where the other field takes it. */
function turned(from: Condition, field: Field): Condition {
  const textual =
    'match' in from ? { not: from.not, match: from.match, text: from.text } : { not: false, match: 'contains' as const, text: '' }
  if (field === 'size') return { field, over: true, bytes: 1024 * 1024 }
  if (field === 'spam') return { field, not: false }
  if (field === 'header') return { field, name: '', ...textual }
  return { field, ...textual }
}

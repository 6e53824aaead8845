'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Checkbox } from '#components/ui/checkbox'
import { Dialog } from '#components/ui/dialog'
import { Input } from '#components/ui/input'
import { Select } from '#components/ui/select'
import type { Refusal } from '#lib/outcome'
import { actionsMax, conditionsMax, type Filter } from '#lib/protocol/rules'
import { FilterAction } from './filter-action'
import { FilterCondition } from './filter-condition'
import { newFilter } from './filter-words'

interface FilterEditorProps {
  /** null: a new one. */
  filter: Filter | null
  targets: readonly string[] | null
  /** Of the last try to save, their fields relative to the rule. */
  refusals: readonly Refusal[]
  pending: boolean
  onSave: (filter: Filter) => void
  onClose: () => void
}

/** One rule: when it applies, what it does. */
export function FilterEditor({ filter, targets, refusals, pending, onSave, onClose }: FilterEditorProps) {
  const t = useTranslations('rules.filters')
  const sentence = useErrorSentence()
  const nameId = useId()
  const [draft, setDraft] = useState<Filter>(() => filter ?? newFilter())
  const errorsAt = (path: string) =>
    refusals
      .filter(({ field }) => field === path || field?.startsWith(`${path}.`))
      .map(({ code, values }) => sentence('refusal', code, values))
  const whole = refusals.filter(({ field }) => !field?.startsWith('conditions.') && !field?.startsWith('actions.'))
  const put = (parts: Partial<Filter>) => setDraft((before) => ({ ...before, ...parts }))
  const { match, conditions, actions } = draft

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={filter ? t('edit') : t('new')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" pending={pending} onClick={() => onSave({ ...draft, name: draft.name.trim() })}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {whole.map(({ code, values, field }) => (
          <Banner key={`${field} ${code}`} tone="bad" title={sentence('refusal', code, values)} />
        ))}
        <div className="flex flex-col gap-1.5">
          <label htmlFor={nameId} className="font-medium">
            {t('name')}
          </label>
          <Input
            id={nameId}
            value={draft.name}
            maxLength={80}
            placeholder={t('nameExample')}
            onChange={(event) => put({ name: event.target.value })}
          />
        </div>
        <fieldset className="flex min-w-0 flex-col gap-2.5">
          <legend className="mb-1.5 font-medium">{t('when')}</legend>
          <div className="max-w-80">
            <Select
              aria-label={t('when')}
              value={match}
              onChange={({ target: { value } }) =>
                put({
                  match: value as Filter['match'],
                  conditions: value === 'always' ? [] : conditions.length > 0 ? conditions : newFilter().conditions,
                })
              }
              options={(['all', 'any', 'always'] as const).map((value) => ({ value, label: t(`matchAs.${value}`) }))}
            />
          </div>
          {conditions.map((condition, index) => (
            <FilterCondition
              // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place; its controls hold no state of their own
              key={index}
              condition={condition}
              label={t('condition', { number: index + 1 })}
              errors={errorsAt(`conditions.${index}`)}
              onChange={(changed) => put({ conditions: conditions.with(index, changed) })}
              onRemove={conditions.length > 1 ? () => put({ conditions: conditions.toSpliced(index, 1) }) : undefined}
            />
          ))}
          {match !== 'always' && conditions.length < conditionsMax && (
            <div>
              <Button
                size="small"
                look="quiet"
                icon={<Plus aria-hidden />}
                onClick={() => put({ conditions: [...conditions, ...newFilter().conditions] })}
              >
                {t('addCondition')}
              </Button>
            </div>
          )}
        </fieldset>
        <fieldset className="flex min-w-0 flex-col gap-2.5">
          <legend className="mb-1.5 font-medium">{t('then')}</legend>
          {actions.map((action, index) => (
            <FilterAction
              // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place; its controls hold no state of their own
              key={index}
              action={action}
              label={t('actionNumber', { number: index + 1 })}
              errors={errorsAt(`actions.${index}`)}
              targets={targets}
              onChange={(changed) => put({ actions: actions.with(index, changed) })}
              onRemove={actions.length > 1 ? () => put({ actions: actions.toSpliced(index, 1) }) : undefined}
            />
          ))}
          {actions.length < actionsMax && (
            <div>
              <Button size="small" look="quiet" icon={<Plus aria-hidden />} onClick={() => put({ actions: [...actions, { do: 'flag' }] })}>
                {t('addAction')}
              </Button>
            </div>
          )}
        </fieldset>
        <Checkbox label={t('stop')} help={t('stopHelp')} checked={draft.stop} onChange={(event) => put({ stop: event.target.checked })} />
      </div>
    </Dialog>
  )
}

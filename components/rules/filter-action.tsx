import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { Checkbox } from '#components/ui/checkbox'
import { Input } from '#components/ui/input'
import { Select } from '#components/ui/select'
import type { Action } from '#lib/protocol/rules'

const kinds = ['move', 'copy', 'read', 'flag', 'forward', 'discard'] as const
type Kind = (typeof kinds)[number]

interface FilterActionProps {
  action: Action
  label: string
  errors: readonly string[]
  /** Addresses that agreed; null: any may be named. */
  targets: readonly string[] | null
  onChange: (action: Action) => void
  onRemove: (() => void) | undefined
}

/** One line: what is done, and with what. */
export function FilterAction({ action, label, errors, targets, onChange, onRemove }: FilterActionProps) {
  const t = useTranslations('rules.filters')
  const invalid = errors.length > 0 || undefined
  return (
    <fieldset aria-label={label} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
        <div className="w-full sm:w-52">
          <Select
            aria-label={t('what')}
            value={action.do}
            onChange={(event) => onChange(turned(action, event.target.value as Kind, targets))}
            options={kinds.map((value) => ({ value, label: t(`action.${value}`), disabled: value === 'forward' && targets?.length === 0 }))}
          />
        </div>
        <div className="min-w-0 flex-1">
          {'folder' in action && (
            <Input
              aria-label={t('folder')}
              aria-invalid={invalid}
              placeholder={t('folderExample')}
              maxLength={200}
              value={action.folder}
              onChange={(event) => onChange({ ...action, folder: event.target.value })}
            />
          )}
          {action.do === 'forward' &&
            (targets === null ? (
              <Input
                mono
                type="email"
                aria-label={t('to')}
                aria-invalid={invalid}
                value={action.to}
                onChange={(event) => onChange({ ...action, to: event.target.value as typeof action.to })}
              />
            ) : (
              <Select
                aria-label={t('to')}
                value={action.to}
                onChange={(event) => onChange({ ...action, to: event.target.value as typeof action.to })}
                options={[...new Set([action.to as string, ...targets])].map((value) => ({ value, label: value }))}
              />
            ))}
        </div>
        {onRemove && (
          <Button look="quiet" size="small" icon={<X aria-hidden />} onClick={onRemove} aria-label={`${t('removeAction')}: ${label}`}>
            <span className="sr-only">{t('removeAction')}</span>
          </Button>
        )}
      </div>
      {action.do === 'forward' && (
        <Checkbox label={t('keepCopy')} checked={action.keep} onChange={(event) => onChange({ ...action, keep: event.target.checked })} />
      )}
      {errors.map((text) => (
        <p key={text} className="text-bad text-sm">
          {text}
        </p>
      ))}
    </fieldset>
  )
}

function turned(from: Action, kind: Kind, targets: readonly string[] | null): Action {
  if (kind === 'move' || kind === 'copy') return { do: kind, folder: 'folder' in from ? from.folder : '' }
  if (kind === 'forward') return { do: kind, to: (targets?.[0] ?? '') as Extract<Action, { do: 'forward' }>['to'], keep: true }
  return { do: kind }
}

'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { classNames } from '#components/ui/class-names'
import type { PaletteEntry } from './palette-entries'

interface PaletteListProps {
  id: string
  entries: readonly PaletteEntry[]
  active: number
  onChoose: (entry: PaletteEntry) => void
  onPoint: (index: number) => void
}

export function PaletteList({ id, entries, active, onChoose, onPoint }: PaletteListProps) {
  const t = useTranslations('shell.palette')
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    list.current?.querySelectorAll('[role=option]')[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  return (
    <div ref={list} id={id} role="listbox" aria-label={t('title')} className="min-h-0 overflow-y-auto p-1.5 empty:hidden">
      {(['results', 'pages', 'actions'] as const).map((group) => {
        const members = entries.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.group === group)
        if (members.length === 0) return null
        return (
          // biome-ignore lint/a11y/useSemanticElements: a listbox may hold role=group and option, not fieldset
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <div id={`${id}-${group}`} className="px-2.5 pt-2 pb-1 font-medium text-faint text-xs">
              {t(group)}
            </div>
            {members.map(({ entry, index }) => (
              <Option
                key={entry.key}
                id={`${id}-${index}`}
                entry={entry}
                selected={index === active}
                onChoose={onChoose}
                onPoint={() => onPoint(index)}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}

interface OptionProps {
  id: string
  entry: PaletteEntry
  selected: boolean
  onChoose: (entry: PaletteEntry) => void
  onPoint: () => void
}

function Option({ id, entry, selected, onChoose, onPoint }: OptionProps) {
  const Icon = entry.icon
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: chosen by aria-activedescendant, never focused
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onClick={() => onChoose(entry)}
      onPointerMove={onPoint}
      className={classNames(
        'flex cursor-pointer items-center gap-3 rounded-md px-2.5 py-2 [&_svg]:size-4 [&_svg]:shrink-0',
        selected ? 'bg-accent-soft text-ink [&_svg]:text-accent-ink' : '[&_svg]:text-muted',
      )}
    >
      <Icon aria-hidden />
      <span className={classNames('min-w-0 flex-1 truncate', entry.group === 'results' && 'font-mono text-sm')}>{entry.label}</span>
      <span className="shrink-0 text-muted text-sm">{entry.detail}</span>
    </div>
  )
}

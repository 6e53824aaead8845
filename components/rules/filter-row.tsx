import { ArrowDown, ArrowUp, GripVertical, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '#components/ui/class-names'
import type { Filter } from '#lib/protocol/rules'
import { filterSentence } from './filter-words'

interface FilterRowProps {
  filter: Filter
  index: number
  count: number
  pending: boolean
  isDragged: boolean
  onToggle: (enabled: boolean) => void
  onMove: (to: number) => void
  onEdit: () => void
  onDelete: () => void
  onDragStart: () => void
  onDragEnd: () => void
  onDrop: () => void
}

/** A rule as a sentence, with its place in the order: by arrows for keys, by its handle for a pointer. */
export function FilterRow(props: FilterRowProps) {
  const { filter, index, count, pending, isDragged, onToggle, onMove, onEdit, onDelete, onDragStart, onDragEnd, onDrop } = props
  const t = useTranslations('rules.filters')
  const sentence = filterSentence(t, filter)
  const name = filter.name || t('unnamed', { number: index + 1 })
  const tools = [
    { key: 'up', label: t('up', { name }), icon: <ArrowUp aria-hidden />, act: () => onMove(index - 1), disabled: index === 0 },
    {
      key: 'down',
      label: t('down', { name }),
      icon: <ArrowDown aria-hidden />,
      act: () => onMove(index + 1),
      disabled: index === count - 1,
    },
    { key: 'edit', label: t('editOne', { name }), icon: <Pencil aria-hidden />, act: onEdit, disabled: false },
    { key: 'delete', label: t('deleteOne', { name }), icon: <Trash2 aria-hidden />, act: onDelete, disabled: false },
  ]
  return (
    <li
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      className={classNames('flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:flex-nowrap', isDragged && 'opacity-50')}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for pointers; the arrows beside do the same by keys */}
      <span draggable onDragStart={onDragStart} onDragEnd={onDragEnd} className="hidden cursor-grab text-faint sm:block" title={t('drag')}>
        <GripVertical aria-hidden className="size-4" />
      </span>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state itself (ARIA in HTML)
        role="switch"
        aria-label={t('on', { name })}
        checked={filter.enabled}
        disabled={pending}
        onChange={(event) => onToggle(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span className={classNames('min-w-0 flex-1', !filter.enabled && 'text-muted')}>
        <span className="block truncate font-medium">{name}</span>
        <span className="block break-words text-muted text-sm [overflow-wrap:anywhere]">
          <bdi>{sentence}</bdi>
        </span>
      </span>
      <span className="flex items-center max-sm:w-full max-sm:justify-end">
        {tools.map(({ key, label, icon, act, disabled }) => (
          <button
            key={key}
            type="button"
            aria-label={label}
            title={label}
            aria-disabled={pending || disabled || undefined}
            onClick={pending || disabled ? undefined : act}
            className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink aria-disabled:opacity-40 [&_svg]:size-4"
          >
            {icon}
          </button>
        ))}
      </span>
    </li>
  )
}

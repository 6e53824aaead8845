'use client'

import { ListFilter, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button'
import { EmptyState } from '#components/ui/empty-state'
import type { Refusal } from '#lib/outcome'
import type { Filter } from '#lib/protocol/rules'
import type { FiltersView } from '#lib/rules/schema'
import type { ActionState, FormAction } from '#lib/web/action-state'
import { FilterEditor } from './filter-editor'
import { FilterRow } from './filter-row'
import { FilterTry } from './filter-try'
import { useSave } from './use-save'

interface FilterListProps {
  saved: FiltersView
  mailboxId: string
  /** Addresses that agreed to get mail; null: any may be named. */
  targets: readonly string[] | null
  save: FormAction
  attempt: FormAction
}

/** Filters in their order. Whatever is done to one is saved at once. */
export function FilterList({ saved, mailboxId, targets, save: action, attempt }: FilterListProps) {
  const t = useTranslations('rules.filters')
  const { pending, save } = useSave(action)
  const [filters, setFilters] = useState<readonly Filter[]>(saved.filters)
  const [editing, setEditing] = useState<number | null>(null)
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const [dragged, setDragged] = useState<number | null>(null)
  // The page is renewed a moment after a change was saved; the next change must not wait for that.
  const [version, setVersion] = useState(saved.version)
  useEffect(() => {
    setFilters(saved.filters)
    setVersion((known) => Math.max(known, saved.version))
  }, [saved])

  // What is undone is undone in the list as it is by then.
  const latest = useRef({ filters, version })
  latest.current = { filters, version }

  const put = (next: readonly Filter[], { settled, undo }: { settled?: (state: ActionState) => void; undo?: () => void } = {}) => {
    setFilters(next)
    save(
      { $id: mailboxId, version: String(latest.current.version), filters: JSON.stringify(next) },
      {
        undo,
        quiet: settled !== undefined,
        settled: (state) => {
          if (state.status !== 'saved') setFilters(saved.filters)
          else if (state.revision !== null) setVersion((known) => known + 1)
          settled?.(state)
        },
      },
    )
  }
  const remove = (index: number, removed: Filter) =>
    put(filters.toSpliced(index, 1), { undo: () => put(latest.current.filters.toSpliced(index, 0, removed)) })
  const move = (from: number, to: number) => {
    const moved = filters[from]
    if (moved && to >= 0 && to < filters.length && to !== from) put(filters.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  const close = () => {
    setEditing(null)
    setRefusals([])
  }
  const saveOne = (filter: Filter) => {
    const index = editing ?? filters.length
    const isNew = index >= filters.length
    put(isNew ? [...filters, filter] : filters.with(index, filter), {
      settled: (state) => (state.status === 'saved' ? close() : setRefusals(refusalsOf(state, index))),
    })
  }
  const add = (
    <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setEditing(filters.length)}>
      {t('add')}
    </Button>
  )

  return (
    <div className="flex flex-col gap-4" aria-busy={pending}>
      {filters.length === 0 ? (
        <EmptyState icon={<ListFilter aria-hidden />} title={t('noneTitle')} actions={add}>
          {t('none')}
        </EmptyState>
      ) : (
        <>
          <ol className="divide-y rounded-lg bg-surface shadow-rest inset-ring inset-ring-line" aria-label={t('title')}>
            {filters.map((filter, index) => (
              <FilterRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name of its own but its place
                key={index}
                filter={filter}
                index={index}
                count={filters.length}
                pending={pending}
                isDragged={dragged === index}
                onToggle={(enabled) => put(filters.with(index, { ...filter, enabled }))}
                onMove={(to) => move(index, to)}
                onEdit={() => setEditing(index)}
                onDelete={() => remove(index, filter)}
                onDragStart={() => setDragged(index)}
                onDragEnd={() => setDragged(null)}
                onDrop={() => {
                  if (dragged !== null) move(dragged, index)
                  setDragged(null)
                }}
              />
            ))}
          </ol>
          <div className="flex flex-wrap gap-2">
            {add}
            <FilterTry filters={filters} mailboxId={mailboxId} action={attempt} />
          </div>
        </>
      )}
      {editing !== null && (
        <FilterEditor
          filter={filters[editing] ?? null}
          targets={targets}
          refusals={refusals}
          pending={pending}
          onSave={saveOne}
          onClose={close}
        />
      )}
    </div>
  )
}

/** `filters.2.actions.0.folder` is `actions.0.folder` of the rule that is edited. */
function refusalsOf(state: ActionState, index: number): Refusal[] {
  const prefix = `filters.${index}.`
  return state.refusals.map((one) => ({ ...one, field: one.field?.startsWith(prefix) ? one.field.slice(prefix.length) : null }))
}

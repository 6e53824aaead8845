'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import useSWR from 'swr'
import { Kbd } from '#components/ui/kbd'
import { Spinner } from '#components/ui/spinner'
import { type PaletteAnswer, type PaletteEntry, usePaletteEntries } from './palette-entries'
import { PaletteList } from './palette-list'

interface CommandPaletteProps {
  onClose: () => void
  onShortcuts: () => void
}

async function ask(url: string): Promise<PaletteAnswer> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`the palette answered ${response.status}`)
  return response.json()
}

/** A combobox with a list (WAI-ARIA APG) in a modal: the focus stays in the field, the choice moves in the list. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const t = useTranslations('shell.palette')
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const listId = useId()
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const query = useDeferredValue(text.trim())
  const { data, error, isLoading } = useSWR<PaletteAnswer, Error>(
    query.length > 1 ? `/api/palette?q=${encodeURIComponent(query)}` : null,
    ask,
    {
      keepPreviousData: true,
      dedupingInterval: 2000,
      revalidateOnFocus: false,
    },
  )
  const entries = usePaletteEntries(text, query.length > 1 ? data : undefined)
  const active = Math.min(index, Math.max(0, entries.length - 1))

  useEffect(() => dialog.current?.showModal(), [])

  const choose = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    dialog.current?.close()
    if (entry.href === null) onShortcuts()
    else router.push(entry.href)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const last = entries.length - 1
    if (event.key === 'ArrowDown') setIndex(active >= last ? 0 : active + 1)
    else if (event.key === 'ArrowUp') setIndex(active <= 0 ? last : active - 1)
    else if (event.key === 'Enter') choose(entries[active])
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it; the keyboard has Escape
    <dialog
      ref={dialog}
      aria-label={t('title')}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="mx-auto mt-[max(1rem,12vh)] mb-auto max-h-[70dvh] w-[calc(100vw-1.5rem)] max-w-xl flex-col overflow-hidden rounded-xl bg-raised text-ink shadow-raised inset-ring inset-ring-line open:flex"
    >
      <div className="flex items-center gap-3 border-b px-4">
        {isLoading ? <Spinner /> : <Search aria-hidden className="size-4 shrink-0 text-muted" />}
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? `${listId}-${active}` : undefined}
          aria-label={t('title')}
          placeholder={t('placeholder')}
          value={text}
          maxLength={320}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(event) => {
            setText(event.target.value)
            setIndex(0)
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
      </div>
      <PaletteList id={listId} entries={entries} active={active} onChoose={choose} onPoint={setIndex} />
      <div aria-live="polite" className="px-4 text-muted">
        {error && <p className="py-3 text-warn">{t('failed')}</p>}
        {entries.length === 0 && !error && <p className="py-6 text-center">{isLoading ? t('searching') : t('none', { query: text })}</p>}
      </div>
      <p className="mt-auto border-t bg-sunken/60 px-4 py-2 text-faint text-xs max-sm:hidden">
        {t.rich('hint', { kbd: (chunks) => <Kbd>{chunks}</Kbd> })}
      </p>
    </dialog>
  )
}

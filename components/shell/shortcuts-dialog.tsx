'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '#components/ui/dialog'
import { Kbd } from '#components/ui/kbd'
import { useOffered } from './offered'

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell')
  const { places } = useOffered()
  const rows: { keys: string[]; label: string }[] = [
    { keys: ['Ctrl', 'K'], label: t('shortcuts.palette') },
    { keys: ['/'], label: t('shortcuts.search') },
    { keys: ['j'], label: t('shortcuts.next') },
    { keys: ['k'], label: t('shortcuts.previous') },
    { keys: ['↵'], label: t('shortcuts.open') },
    { keys: ['?'], label: t('shortcuts.help') },
    ...places.map(({ key, letter }) => ({ keys: ['g', letter], label: t('shortcuts.go', { place: t(`nav.${key}`) }) })),
  ]
  return (
    <Dialog open onClose={onClose} title={t('shortcuts.title')}>
      <dl className="divide-y">
        {rows.map(({ keys, label }) => (
          <div key={label} className="flex items-center justify-between gap-4 py-2">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: "g g" repeats, and the order never changes
                <Kbd key={place}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

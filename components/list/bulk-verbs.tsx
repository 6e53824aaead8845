import { CirclePause, CirclePlay, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { BulkVerb } from './bulk-actions'

interface Question {
  readonly title: string
  readonly body: string
}

/** In a question, stands for how many rows it is about. */
export const count = '{count}'

/** What can be done to the rows of every list, each in the words of its noun. */
export function useBulkVerbs() {
  const t = useTranslations('list.bulk')
  return {
    enable: (): BulkVerb => ({ verb: 'enable', label: t('enable'), icon: <CirclePlay aria-hidden /> }),
    disable: (question: Question): BulkVerb => ({
      verb: 'disable',
      label: t('disable'),
      icon: <CirclePause aria-hidden />,
      confirm: { ...question, label: t('disable') },
    }),
    remove: (question: Question): BulkVerb => ({
      verb: 'delete',
      label: t('delete'),
      icon: <Trash2 aria-hidden />,
      confirm: { ...question, label: t('delete'), danger: true, typeCount: true },
    }),
  }
}

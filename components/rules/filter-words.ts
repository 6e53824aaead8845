import type { useTranslations } from 'next-intl'
import type { Action, Condition, Filter } from '#lib/protocol/rules'

type Words = ReturnType<typeof useTranslations<'rules.filters'>>

/** A rule as a sentence: when, then what. */
export function filterSentence(t: Words, filter: Filter): string {
  const when =
    filter.match === 'always'
      ? t('always')
      : filter.conditions.map((one) => conditionWords(t, one)).join(filter.match === 'all' ? ` ${t('and')} ` : ` ${t('or')} `)
  return `${when} → ${filter.actions.map((one) => actionWords(t, one)).join(', ')}`
}

export function conditionWords(t: Words, condition: Condition): string {
  if (condition.field === 'spam') return condition.not ? t('words.notSpam') : t('words.spam')
  if (condition.field === 'size') return t(condition.over ? 'words.over' : 'words.under', { size: kibibytes(condition.bytes) })
  const field = condition.field === 'header' ? condition.name : t(`field.${condition.field}`)
  return `${field} ${condition.not ? `${t('not')} ` : ''}${t(`match.${condition.match}`)} “${condition.text}”`
}

export function actionWords(t: Words, action: Action): string {
  switch (action.do) {
    case 'move':
    case 'copy':
      return t(`words.${action.do}`, { folder: action.folder })
    case 'forward':
      return t('words.forward', { to: action.to })
    default:
      return t(`words.${action.do}`)
  }
}

export const kibibytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1024))

export const newFilter = (): Filter => ({
  name: '',
  enabled: true,
  match: 'all',
  conditions: [{ field: 'from', not: false, match: 'contains', text: '' }],
  actions: [{ do: 'move', folder: '' }],
  stop: true,
})

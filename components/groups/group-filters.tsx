import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'

interface GroupFiltersProps {
  narrowed: readonly { readonly label: string; readonly withoutHref: string }[]
  clearHref: string | undefined
  children?: ReactNode
}

export const posters = ['anyone', 'domain', 'members', 'senders'] as const

export function GroupFilters({ narrowed, clearHref, children }: GroupFiltersProps) {
  const t = useTranslations('groups')
  return (
    <ListToolbar searchLabel={t('search')} narrowed={narrowed} clearHref={clearHref} actions={children}>
      <FilterSelect
        label={t('filter.who')}
        name="whoMayPost"
        options={[{ value: '', label: t('filter.anyWho') }, ...posters.map((who) => ({ value: who, label: t(`who.${who}`) }))]}
      />
      <FilterSelect
        label={t('filter.state')}
        name="enabled"
        options={[
          { value: '', label: t('filter.any') },
          { value: 'true', label: t('filter.enabled') },
          { value: 'false', label: t('filter.disabled') },
        ]}
      />
    </ListToolbar>
  )
}

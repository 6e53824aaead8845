import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'

interface AliasFiltersProps {
  narrowed: readonly { readonly label: string; readonly withoutHref: string }[]
  clearHref: string | undefined
  /** Stands at the end of the line. */
  children?: ReactNode
}

export function AliasFilters({ narrowed, clearHref, children }: AliasFiltersProps) {
  const t = useTranslations('aliases')
  return (
    <ListToolbar searchLabel={t('search')} narrowed={narrowed} clearHref={clearHref} actions={children}>
      <FilterSelect
        label={t('filter.state')}
        name="enabled"
        options={[
          { value: '', label: t('filter.any') },
          { value: 'true', label: t('filter.enabled') },
          { value: 'false', label: t('filter.disabled') },
        ]}
      />
      <FilterSelect
        label={t('filter.kind')}
        name="catchAll"
        options={[
          { value: '', label: t('filter.anyKind') },
          { value: 'true', label: t('filter.catchAll') },
          { value: 'false', label: t('filter.plain') },
        ]}
      />
      <FilterSelect
        label={t('filter.expiry')}
        name="expired"
        options={[
          { value: '', label: t('filter.anyExpiry') },
          { value: 'true', label: t('filter.expired') },
          { value: 'false', label: t('filter.current') },
        ]}
      />
    </ListToolbar>
  )
}

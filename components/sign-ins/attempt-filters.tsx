import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'
import { attemptDoors, attemptMethods, attemptResults } from '#lib/people/attempt-schema'

interface AttemptFiltersProps {
  narrowed: readonly { readonly label: string; readonly withoutHref: string }[]
  clearHref: string | undefined
}

export function AttemptFilters({ narrowed, clearHref }: AttemptFiltersProps) {
  const t = useTranslations('signIns')
  return (
    <ListToolbar searchLabel={t('search')} narrowed={narrowed} clearHref={clearHref}>
      <FilterSelect
        label={t('filter.result')}
        name="result"
        options={[
          { value: '', label: t('filter.anyResult') },
          { value: 'refused', label: t('filter.refused') },
          ...attemptResults.map((value) => ({ value, label: t(`result.${value}`) })),
        ]}
      />
      <FilterSelect
        label={t('filter.door')}
        name="door"
        options={[{ value: '', label: t('filter.anyDoor') }, ...attemptDoors.map((value) => ({ value, label: t(`door.${value}`) }))]}
      />
      <FilterSelect
        label={t('filter.method')}
        name="method"
        options={[{ value: '', label: t('filter.anyMethod') }, ...attemptMethods.map((value) => ({ value, label: t(`method.${value}`) }))]}
      />
    </ListToolbar>
  )
}

import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'

export function AliasFilters() {
  const t = useTranslations('aliases')
  return (
    <>
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
        label={t('filter.owner')}
        name="own"
        options={[
          { value: '', label: t('filter.anyOwner') },
          { value: 'true', label: t('filter.own') },
          { value: 'false', label: t('filter.notOwn') },
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
    </>
  )
}

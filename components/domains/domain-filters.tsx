import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'

interface DomainFiltersProps {
  hosts: readonly { id: string; name: string }[]
  clearHref: string | undefined
}

export function DomainFilters({ hosts, clearHref }: DomainFiltersProps) {
  const t = useTranslations('domains')
  return (
    <ListToolbar searchLabel={t('search')} clearHref={clearHref}>
      <FilterSelect
        label={t('filter.kind')}
        name="kind"
        options={[
          { value: '', label: t('filter.anyKind') },
          { value: 'hosted', label: t('kind.hosted') },
          { value: 'alias', label: t('kind.alias') },
          { value: 'relay', label: t('kind.relay') },
        ]}
      />
      <FilterSelect
        label={t('filter.state')}
        name="enabled"
        options={[
          { value: '', label: t('filter.anyState') },
          { value: 'true', label: t('enabled') },
          { value: 'false', label: t('disabled') },
        ]}
      />
      {hosts.length > 1 && (
        <FilterSelect
          label={t('filter.host')}
          name="host"
          options={[{ value: '', label: t('filter.anyHost') }, ...hosts.map(({ name }) => ({ value: name, label: name }))]}
        />
      )}
      <FilterSelect
        label={t('filter.catchAll')}
        name="hasCatchAll"
        options={[
          { value: '', label: t('filter.anyCatchAll') },
          { value: 'true', label: t('filter.withCatchAll') },
          { value: 'false', label: t('filter.withoutCatchAll') },
        ]}
      />
    </ListToolbar>
  )
}

import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'

interface LogFiltersProps {
  programs: readonly string[]
  hosts: readonly string[]
  clearHref: string | undefined
}

export function LogFilters({ programs, hosts, clearHref }: LogFiltersProps) {
  const t = useTranslations('logs')
  return (
    <ListToolbar searchLabel={t('search')} clearHref={clearHref}>
      <FilterSelect
        label={t('filter.tone')}
        name="tone"
        options={[
          { value: '', label: t('filter.anyTone') },
          ...(['warn', 'bad', 'unknown'] as const).map((value) => ({ value, label: t(`tone.${value}`) })),
        ]}
      />
      <FilterSelect
        label={t('filter.program')}
        name="program"
        options={[{ value: '', label: t('filter.anyProgram') }, ...programs.map((value) => ({ value, label: value }))]}
      />
      {hosts.length > 1 && (
        <FilterSelect
          label={t('filter.host')}
          name="host"
          options={[{ value: '', label: t('filter.anyHost') }, ...hosts.map((value) => ({ value, label: value }))]}
        />
      )}
    </ListToolbar>
  )
}

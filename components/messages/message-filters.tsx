import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'
import { type Period, periods, states } from '#lib/messages/schema'

interface MessageFiltersProps {
  /** Names; empty for who does not see hosts. */
  hosts: readonly string[]
  clearHref: string | undefined
}

export function MessageFilters({ hosts, clearHref }: MessageFiltersProps) {
  const t = useTranslations('messages')
  return (
    <ListToolbar searchLabel={t(hosts.length === 0 ? 'searchShort' : 'search')} clearHref={clearHref}>
      <FilterSelect
        label={t('filter.state')}
        name="state"
        options={[{ value: '', label: t('filter.anyState') }, ...states.map((value) => ({ value, label: t(`state.${value}`) }))]}
      />
      <FilterSelect
        label={t('filter.period')}
        name="period"
        options={[
          { value: '', label: t('filter.anyPeriod') },
          ...(Object.keys(periods) as Period[]).map((value) => ({ value, label: t(`period.${value}`) })),
        ]}
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

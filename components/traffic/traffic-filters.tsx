import { useTranslations } from 'next-intl'
import { CsvButtons } from '#components/list/csv-buttons'
import { FilterSelect } from '#components/list/filter-select'
import { listHref } from '#components/list/list-url'
import { FilterChips } from '#components/ui/filter-chips'
import { ranges } from '#lib/traffic/schema'

interface TrafficFiltersProps {
  path: string
  params: Readonly<Record<string, string>>
  range: string
  /** Names. null: not to be chosen here. */
  hosts: readonly string[] | null
  domains: readonly string[] | null
  csvHref: string
}

export function TrafficFilters({ path, params, range, hosts, domains, csvHref }: TrafficFiltersProps) {
  const t = useTranslations('traffic')
  const options = (any: string, names: readonly string[]) => [
    { value: '', label: any },
    ...names.map((name) => ({ value: name, label: name })),
  ]
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2">
      <FilterChips
        label={t('range.label')}
        chips={ranges.map((key) => ({
          key,
          label: t(`range.${key}`),
          href: listHref(path, params, { range: key === 'day' ? null : key }),
          active: key === range,
        }))}
      />
      {hosts && hosts.length > 1 && <FilterSelect label={t('filter.host')} name="host" options={options(t('filter.anyHost'), hosts)} />}
      {domains && domains.length > 1 && (
        <FilterSelect label={t('filter.domain')} name="domain" options={options(t('filter.anyDomain'), domains)} />
      )}
      <span className="ml-auto">
        <CsvButtons exportHref={csvHref} />
      </span>
    </div>
  )
}

import { useTranslations } from 'next-intl'
import { FilterChips } from '#components/ui/filter-chips'
import { periods } from '#lib/received-reports/summary-schema'

/** How far back is looked. */
export function PeriodChips({ path, days }: { path: string; days: number }) {
  const t = useTranslations('reports.period')
  const chips = periods.map((period) => ({
    key: String(period),
    label: t(`${period}`),
    href: period === 30 ? path : `${path}?days=${period}`,
    active: period === days,
  }))
  return <FilterChips label={t('label')} chips={chips} />
}

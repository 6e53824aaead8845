import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'

export const posters = ['anyone', 'domain', 'members', 'senders'] as const

export function GroupFilters() {
  const t = useTranslations('groups')
  return (
    <>
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
    </>
  )
}

import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/shell/page-header'
import { Tabs } from '#components/ui/tabs'

type Part = 'overview' | 'received' | 'import'

/** What the pages of the reports have above them. */
export async function ReportsHeader({ active, mayImport }: { active: Part; mayImport: boolean }) {
  const t = await getTranslations('reports')
  const tabs = [
    { key: 'overview', href: '/reports', label: t('tab.overview') },
    { key: 'received', href: '/reports/received', label: t('tab.received') },
    ...(mayImport ? [{ key: 'import', href: '/reports/import', label: t('tab.import') }] : []),
  ]
  return <PageHeader title={t('title')} sub={t('sub')} tabs={<Tabs label={t('tab.label')} active={active} tabs={tabs} />} />
}

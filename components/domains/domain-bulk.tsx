import { useTranslations } from 'next-intl'
import { BulkActions, type BulkActionsProps } from '#components/list/bulk-actions'
import { count, useBulkVerbs } from '#components/list/bulk-verbs'

export function DomainBulk(props: Omit<BulkActionsProps, 'verbs'>) {
  const t = useTranslations('domains.bulk')
  const { enable, disable } = useBulkVerbs()
  return <BulkActions {...props} verbs={[enable(), disable({ title: t('disableTitle', { count }), body: t('disableBody') })]} />
}

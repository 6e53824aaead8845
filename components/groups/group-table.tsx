import { useFormatter, useTranslations } from 'next-intl'
import { AddressTable, type TableInList } from '#components/list/address-table'
import { Badge } from '#components/ui/badge'
import type { GroupView } from '#lib/groups/schema'

export function GroupTable(list: TableInList<GroupView>) {
  const t = useTranslations('groups')
  const format = useFormatter()
  return (
    <AddressTable
      {...list}
      noun="groups"
      beside={(row) => (
        <>
          {!row.enabled && <Badge tone="warn">{t('disabled')}</Badge>}
          {row.name && <bdi className="font-normal text-muted text-sm">{row.name}</bdi>}
        </>
      )}
      columns={() => [
        { key: 'members', header: t('column.members'), align: 'end', cell: (row) => format.number(row.memberCount) },
        {
          key: 'who',
          header: t('column.who'),
          cell: (row) => <Badge tone={row.whoMayPost === 'anyone' ? 'neutral' : 'waiting'}>{t(`who.${row.whoMayPost}`)}</Badge>,
        },
      ]}
    />
  )
}

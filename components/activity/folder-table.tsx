import { useLocale, useTranslations } from 'next-intl'
import { Bytes } from '#components/ui/bytes'
import { type Column, Table } from '#components/ui/table'
import type { FolderList } from '#lib/activity/schema'
import { formatNumber } from '#lib/format'

type Folder = FolderList['folders'][number]

/** Names are what the person's programs made of them: isolated, and what cannot be seen is shown. */
export function FolderTable({ list: { folders, more } }: { list: FolderList }) {
  const t = useTranslations('activity.folders')
  const locale = useLocale()
  const columns: Column<Folder>[] = [
    {
      key: 'name',
      role: 'identity',
      header: t('column.name'),
      cell: (row) => <bdi className="break-all">{row.name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd')}</bdi>,
    },
    { key: 'messages', header: t('column.messages'), align: 'end', cell: (row) => formatNumber(row.messages, locale) },
    { key: 'size', header: t('column.size'), align: 'end', cell: (row) => <Bytes value={row.bytes} /> },
  ]
  return (
    <div className="flex flex-col gap-3">
      <Table caption={t('caption')} columns={columns} rows={folders} rowKey={(row) => row.name} />
      {more > 0 && <p className="text-muted text-sm">{t('more', { count: more })}</p>}
    </div>
  )
}

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import { type Column, Table } from '#components/ui/table'
import { TextLink } from '#components/ui/text-link'
import type { ZoneView } from '#lib/publication/schema'

export const zonesPath = '/settings/dns/zones'

/** Which zones the panel may write to. */
export function ZoneTable({ zones, mayAdd }: { zones: readonly ZoneView[]; mayAdd: boolean }) {
  const t = useTranslations('publication.settings')
  const kinds = useTranslations('publication.kinds')
  const columns: Column<ZoneView>[] = [
    {
      key: 'zone',
      role: 'identity',
      header: t('column.zone'),
      cell: ({ name }) => (
        <TextLink href={`${zonesPath}/${name}`}>
          <bdi>{name}</bdi>
        </TextLink>
      ),
    },
    { key: 'kind', header: t('column.kind'), cell: ({ kind }) => kinds(kind) },
    { key: 'server', header: t('column.server'), cell: ({ server }) => <bdi className="break-all font-mono">{server}</bdi> },
    { key: 'records', header: t('column.records'), align: 'end', cell: ({ records }) => records },
  ]
  return (
    <Section
      title={t('title')}
      sub={t('sub')}
      actions={
        mayAdd && (
          <LinkButton href={`${zonesPath}/new`} size="small" icon={<Plus aria-hidden />}>
            {t('add')}
          </LinkButton>
        )
      }
    >
      {zones.length === 0 ? (
        <p className="text-muted">{t('empty')}</p>
      ) : (
        <Table caption={t('caption')} columns={columns} rows={zones} rowKey={({ id }) => id} />
      )}
    </Section>
  )
}

import { useFormatter, useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Section } from '#components/ui/section'
import { type Column, Table } from '#components/ui/table'
import type { Messages } from '#lib/i18n/catalogues'
import type { DomainReportsView } from '#lib/received-reports/summary-schema'

type Failure = DomainReportsView['tls']['failures'][number]
type Type = keyof Messages['reports']['tls']['type']

/** What others met when they asked this domain's servers for encryption. */
export function TlsSection({ tls }: { tls: DomainReportsView['tls'] }) {
  const t = useTranslations('reports.tls')
  const format = useFormatter()
  const columns: Column<Failure>[] = [
    { key: 'type', role: 'identity', header: t('what'), cell: ({ type }) => <TlsFailureType type={type} /> },
    { key: 'at', header: t('at'), cell: ({ receivingMx }) => <span className="break-all">{receivingMx ?? '—'}</span> },
    { key: 'count', header: t('sessions'), align: 'end', cell: ({ count }) => format.number(count) },
    {
      key: 'by',
      header: t('by'),
      minor: true,
      cell: ({ organisations }) => <span className="break-words">{organisations.join(', ')}</span>,
    },
  ]
  return (
    <Section title={t('title')} sub={t('sub')}>
      {tls.sessions === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : tls.failed === 0 ? (
        <Banner tone="good" title={t('good', { count: tls.sessions })} />
      ) : (
        <Banner tone="bad" title={t('bad', { failed: format.number(tls.failed), all: format.number(tls.sessions) })}>
          {t('badBody')}
        </Banner>
      )}
      {tls.failures.length > 0 && (
        <Table caption={t('caption')} columns={columns} rows={tls.failures} rowKey={({ type, receivingMx }) => `${type} ${receivingMx}`} />
      )}
    </Section>
  )
}

export function TlsFailureType({ type }: { type: string }) {
  const t = useTranslations('reports.tls')
  const key = `type.${type as Type}` as const
  return <span className="break-words">{/^[a-z-]+$/.test(type) && t.has(key) ? t(key) : type}</span>
}

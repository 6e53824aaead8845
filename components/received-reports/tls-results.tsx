import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import { type Column, Table } from '#components/ui/table'
import type { Messages } from '#lib/i18n/catalogues'
import type { TlsResultView } from '#lib/received-reports/schema'
import { TlsFailureType } from './tls-section'

type Failure = TlsResultView['failures'][number]
type PolicyType = keyof Messages['reports']['tls']['policyType']

/** How sessions under one policy went. */
export function TlsResults({ result }: { result: TlsResultView }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const { policyType, policyText, mx, successful, failed, failures } = result
  const key = `tls.policyType.${policyType as PolicyType}` as const
  const columns: Column<Failure>[] = [
    {
      key: 'type',
      role: 'identity',
      header: t('tls.what'),
      cell: ({ type, information, reason }) => (
        <span className="flex min-w-0 flex-col font-normal">
          <TlsFailureType type={type} />
          {(information || reason) && (
            <span className="break-words text-muted text-sm">{[reason, information].filter(Boolean).join(' · ')}</span>
          )}
        </span>
      ),
    },
    {
      key: 'at',
      header: t('tls.at'),
      cell: ({ receivingMx, receivingIp }) => <span className="break-all">{receivingMx ?? receivingIp ?? '—'}</span>,
    },
    {
      key: 'from',
      header: t('report.source'),
      minor: true,
      cell: ({ sendingIp }) => <span className="break-all font-mono">{sendingIp ?? '—'}</span>,
    },
    { key: 'count', header: t('tls.sessions'), align: 'end', cell: ({ count }) => format.number(count) },
  ]
  return (
    <Card title={/^[a-z-]+$/.test(policyType) && t.has(key) ? t(key) : policyType}>
      <div className="flex flex-col gap-4">
        <KeyValues
          items={[
            { key: 'good', label: t('report.tlsGood'), value: format.number(successful) },
            { key: 'failed', label: t('report.tlsFailed'), value: format.number(failed) },
            ...(policyText.length > 0
              ? [
                  {
                    key: 'text',
                    label: t('report.tlsPolicy'),
                    value: <span className="whitespace-pre-line break-all font-mono text-sm">{policyText.join('\n')}</span>,
                  },
                ]
              : []),
            ...(mx.length > 0 ? [{ key: 'mx', label: 'MX', value: <span className="break-all font-mono">{mx.join(', ')}</span> }] : []),
          ]}
        />
        {failures.length > 0 && (
          <Table
            caption={t('tls.caption')}
            columns={columns}
            rows={failures}
            rowKey={({ type, sendingIp, receivingMx, receivingIp, reason }) =>
              [type, sendingIp, receivingMx, receivingIp, reason].join(' ')
            }
          />
        )}
      </div>
    </Card>
  )
}

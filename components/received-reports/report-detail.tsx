import { useFormatter, useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { TextLink } from '#components/ui/text-link'
import type { ReportDetailView } from '#lib/received-reports/schema'
import { FailureFacts } from './failure-facts'
import { RecordTable } from './record-table'
import { useRefusalSentence } from './refusal-text'
import { TlsResults } from './tls-results'

/** One report: what it is, what it says, and why it was refused if it was. */
export function ReportDetail({ report }: { report: ReportDetailView }) {
  const t = useTranslations('reports.report')
  const words = useTranslations('reports')
  const format = useFormatter()
  const sentence = useRefusalSentence()
  const { kind, organisation, domain, refusal, rows, records, aggregate, tls, failure } = report
  const means = { organisation: organisation || words('received.unknownReporter'), domain: domain || '—' }
  return (
    <div className="flex flex-col gap-6">
      {refusal && (
        <Banner tone="bad" title={t('refusedTitle')}>
          {sentence(refusal)} {t('refusedAgain')}
        </Banner>
      )}
      {!refusal && kind && <p className="max-w-3xl text-muted">{t(`${kind}Means`, means)}</p>}
      {aggregate?.errors.map((error) => (
        <Banner key={error} tone="warn" title={t('errors')}>
          <span className="break-words">{error}</span>
        </Banner>
      ))}
      {aggregate?.replaced && <Banner tone="info" title={t('replaced')} />}
      <Card title={t('facts')}>
        <Facts report={report} />
      </Card>
      {failure && (
        <Card>
          <FailureFacts failure={failure} />
        </Card>
      )}
      {tls?.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: policies of one report have no names, and stay in their order
        <TlsResults key={index} result={one} />
      ))}
      {kind === 'aggregate' && rows.length > 0 && (
        <Section title={t('records')} sub={t('recordsSub')}>
          <RecordTable rows={rows} />
          {records > rows.length && (
            <p className="text-muted text-sm">{t('recordsMore', { shown: format.number(rows.length), all: format.number(records) })}</p>
          )}
        </Section>
      )}
    </div>
  )
}

function Facts({ report }: { report: ReportDetailView }) {
  const t = useTranslations('reports')
  const { kind, organisation, reportId, domain, domainId, beginsAt, endsAt, receivedAt, via, broughtBy, fileName, aggregate } = report
  const words = (text: string) => <span className="break-all">{text}</span>
  const items = [
    { key: 'reporter', label: t('report.reporter'), value: organisation && words(organisation) },
    { key: 'contact', label: t('report.contact'), value: aggregate?.email && words(aggregate.email) },
    { key: 'id', label: t('report.id'), value: kind !== 'failure' && reportId && <span className="break-all font-mono">{reportId}</span> },
    {
      key: 'about',
      label: t('report.about'),
      value: domain && (domainId ? <TextLink href={`/domains/${domainId}/reports`}>{domain}</TextLink> : words(domain)),
    },
    {
      key: 'time',
      label: t('report.time'),
      value:
        beginsAt &&
        endsAt &&
        t.rich('report.timeRange', {
          from: () => <RelativeTime value={beginsAt} exact />,
          to: () => <RelativeTime value={endsAt} exact />,
        }),
    },
    { key: 'policy', label: t('report.policy'), value: aggregate && <Policy policy={aggregate.policy} /> },
    {
      key: 'came',
      label: t('report.came'),
      value: (
        <>
          <RelativeTime value={receivedAt} /> · {t(`via.${via}`, { by: broughtBy })}
        </>
      ),
    },
    { key: 'file', label: t('report.file'), value: fileName && words(fileName) },
  ]
  return <KeyValues items={items.filter(({ value }) => value)} />
}

function Policy({ policy }: { policy: NonNullable<ReportDetailView['aggregate']>['policy'] }) {
  const t = useTranslations('reports')
  const { p, sp, adkim, aspf } = policy
  const isKnown = p === 'none' || p === 'quarantine' || p === 'reject'
  const strictness = (word: string | null) => t(word === 's' ? 'report.strict' : 'report.relaxed')
  const parts = [
    isKnown ? t(`policy.${p}`) : (p ?? '—'),
    ...(sp ? [t('report.subdomains', { policy: sp })] : []),
    `${t('report.alignment')}: ${t('report.alignmentOf', { dkim: strictness(adkim), spf: strictness(aspf) })}`,
  ]
  return <>{parts.join(' · ')}</>
}

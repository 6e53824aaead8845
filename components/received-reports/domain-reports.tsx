import { FileChartColumn } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { EmptyState } from '#components/ui/empty-state'
import { KeyValues } from '#components/ui/key-values'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import { StatTile } from '#components/ui/stat-tile'
import { TextLink } from '#components/ui/text-link'
import type { Messages } from '#lib/i18n/catalogues'
import type { Advice, DomainReportsView } from '#lib/received-reports/summary-schema'
import { AdviceBanner } from './advice-banner'
import { DayChart } from './day-chart'
import { PeriodChips } from './period-chips'
import { SenderCard, type SenderLinks } from './sender-card'
import { SenderTable } from './sender-table'
import { TlsSection } from './tls-section'
import { useShare } from './use-share'

/** Senders with a card of their own; further ones have a line. */
const cardsMax = 12
const linesMax = 100

interface DomainReportsProps {
  reports: DomainReportsView
  advice: Advice
  path: string
  wizardHref: string | null
  /** Of the wizard as it stands. */
  recordHref: string
  links: SenderLinks
}

/** Is it all right and what comes next; who sends in the domain's name; how receivers took it; encryption. */
export function DomainReports({ reports, advice, path, wizardHref, recordHref, links }: DomainReportsProps) {
  const t = useTranslations('reports')
  const hasMail = reports.messages > 0
  return (
    <div className="flex flex-col gap-8">
      <AdviceBanner advice={advice} wizardHref={wizardHref} />
      <div className="flex flex-col gap-4">
        <PeriodChips path={path} days={reports.days} />
        {hasMail ? (
          <>
            <Tiles reports={reports} />
            <DayChart days={reports.perDay} />
            {reports.outbound && reports.outbound.sent !== advice.outbound?.sent && <Outbound outbound={reports.outbound} />}
          </>
        ) : (
          <EmptyState
            icon={<FileChartColumn aria-hidden />}
            title={t('domainEmpty.title')}
            actions={<LinkButton href={recordHref}>{t('domainEmpty.record')}</LinkButton>}
          >
            {t('domainEmpty.body')}
          </EmptyState>
        )}
      </div>
      {hasMail && (
        <Section title={t('domain.senders', { domain: reports.domain })} sub={t('domain.sendersSub')}>
          {reports.senders.slice(0, cardsMax).map((sender) => (
            <SenderCard key={`${sender.kind} ${sender.name}`} sender={sender} links={links} />
          ))}
          {reports.senders.length > cardsMax && (
            <SenderTable senders={reports.senders.slice(cardsMax, cardsMax + linesMax)} domain={reports.domain} />
          )}
          {(reports.moreSenders > 0 || reports.senders.length > cardsMax + linesMax) && (
            <p className="text-muted text-sm">{t('domain.sendersMore')}</p>
          )}
        </Section>
      )}
      {hasMail && <Receivers reports={reports} />}
      <TlsSection tls={reports.tls} />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <TextLink href={`/reports/received?domain=${encodeURIComponent(reports.domain)}`}>{t('domain.received')}</TextLink>
        {reports.failureReports > 0 && (
          <span>
            {t('domain.failureReports', { count: reports.failureReports })}{' '}
            <TextLink href={`/reports/received?domain=${encodeURIComponent(reports.domain)}&kind=failure`}>
              {t('domain.failureLink')}
            </TextLink>
          </span>
        )}
      </p>
    </div>
  )
}

/** Our log beside the reports, on the days that both know. */
function Outbound({ outbound: { sent, seen, from, to } }: { outbound: NonNullable<DomainReportsView['outbound']> }) {
  const t = useTranslations('reports.domain')
  const format = useFormatter()
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeZone: 'UTC' })
  return <p className="text-muted text-sm">{t('outbound', { sent, seen: format.number(seen), from: day(from), to: day(to) })}</p>
}

function Tiles({ reports: { messages, aligned, reports, senders } }: { reports: DomainReportsView }) {
  const t = useTranslations('reports.domain')
  const format = useFormatter()
  const share = useShare()
  const forwarded = senders.reduce((sum, sender) => sum + sender.forwarded, 0)
  const strangers = senders.reduce((sum, sender) => sum + (sender.role === 'stranger' ? sender.failed : 0), 0)
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile label={t('messages')} value={format.number(messages)} note={t('messagesNote', { count: reports })} />
      <StatTile label={t('proved')} value={share(aligned, messages)} note={t('provedNote')} />
      <StatTile label={t('strangers')} value={format.number(strangers)} note={t('strangersNote')} />
      <StatTile label={t('forwarded')} value={format.number(forwarded)} note={t('forwardedNote')} />
    </div>
  )
}

type Disposition = keyof Messages['reports']['disposition']

function Receivers({ reports: { dispositions, reporters, published } }: { reports: DomainReportsView }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const word = (disposition: string) =>
    /^[a-z]+$/.test(disposition) && t.has(`disposition.${disposition as Disposition}`)
      ? t(`disposition.${disposition as Disposition}`)
      : disposition
  const isKnown = published === 'none' || published === 'quarantine' || published === 'reject'
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card title={t('domain.dispositions')} sub={t('domain.dispositionsSub')}>
        <KeyValues
          items={[
            ...(published ? [{ key: '$policy', label: t('report.policy'), value: isKnown ? t(`policy.${published}`) : published }] : []),
            ...dispositions.map(({ disposition, messages }) => ({
              key: disposition,
              label: word(disposition),
              value: format.number(messages),
            })),
          ]}
        />
      </Card>
      <Card title={t('domain.reporters')}>
        <KeyValues
          items={reporters.slice(0, 12).map(({ organisation, reports, messages }) => ({
            key: organisation,
            label: <span className="break-words">{organisation || t('received.unknownReporter')}</span>,
            value: `${t('import.messages', { count: messages })} · ${t('domain.reportersMore', { count: reports })}`,
          }))}
        />
      </Card>
    </div>
  )
}

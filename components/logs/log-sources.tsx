import { useFormatter, useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { ProgramView, ReadingView } from '#lib/messages/schema'
import type { LogSource } from '#lib/protocol/log-lines'

/** Up to where each host was read, and where lines were lost. */
export function ReadingTable({ readings }: { readings: readonly ReadingView[] }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const time = (at: string | null) => (at === null ? t('reading.never') : <RelativeTime value={at} />)
  const columns: Column<ReadingView>[] = [
    { key: 'host', role: 'identity', header: t('reading.host'), cell: ({ host }) => <bdi>{host}</bdi> },
    { key: 'read', header: t('reading.read'), cell: ({ readAt }) => time(readAt) },
    { key: 'line', header: t('reading.line'), cell: ({ lineAt }) => time(lineAt) },
    { key: 'lines', header: t('reading.lines'), align: 'end', cell: ({ lines }) => format.number(lines) },
    {
      key: 'sources',
      header: t('reading.sources'),
      cell: ({ sources, gapAt, gapSource }) => (
        <span className="flex flex-col gap-0.5">
          {sources.map((source) => t(`source.${source as LogSource}`)).join(', ')}
          {gapAt !== null && gapSource !== null && (
            <Status tone="warn" detail={<RelativeTime value={gapAt} />}>
              {t('reading.gap', { source: t(`source.${gapSource as LogSource}`) })}
            </Status>
          )}
        </span>
      ),
    },
  ]
  return (
    <Section title={t('readings')} sub={t('readingsSub')}>
      <Table caption={t('reading.caption')} columns={columns} rows={readings} rowKey={({ host }) => host} />
    </Section>
  )
}

/** Lines by program, and how many of them nobody understood: gaps are seen. */
export function ProgramTable({ programs, hrefOf }: { programs: readonly ProgramView[]; hrefOf: (program: ProgramView) => string }) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const columns: Column<ProgramView>[] = [
    {
      key: 'program',
      role: 'identity',
      header: t('programColumn.program'),
      cell: (row) => (
        <a href={hrefOf(row)} className="break-all font-mono text-sm">
          {row.program}
        </a>
      ),
    },
    { key: 'host', header: t('programColumn.host'), cell: ({ host }) => <bdi>{host}</bdi> },
    { key: 'lines', header: t('programColumn.lines'), align: 'end', cell: ({ lines }) => format.number(lines) },
    {
      key: 'unknown',
      header: t('programColumn.unknown'),
      align: 'end',
      cell: ({ unknown }) => (unknown > 0 ? <Status tone="warn">{format.number(unknown)}</Status> : format.number(0)),
    },
  ]
  return (
    <Section title={t('programs')} sub={t('programsSub')}>
      <Table caption={t('programsCaption')} columns={columns} rows={programs} rowKey={({ host, program }) => `${host} ${program}`} />
    </Section>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { ImportedView } from '#lib/received-reports/schema'
import { RefusalText } from './refusal-text'

/** `problem`: the file did not arrive. */
export type Brought = { fileName: string; imported: ImportedView | null; problem: string | null }

const tones: Record<ImportedView['result'], Tone> = { taken: 'good', known: 'neutral', refused: 'bad' }

/** A line for each report of each file. */
export function UploadResults({ rows }: { rows: readonly Brought[] }) {
  const t = useTranslations('reports')
  const numbered = rows.map((row, index) => ({ ...row, key: String(index) }))
  const columns: Column<(typeof numbered)[number]>[] = [
    { key: 'file', role: 'identity', header: t('import.file'), cell: ({ fileName }) => <span className="break-all">{fileName}</span> },
    {
      key: 'what',
      header: t('import.what'),
      cell: ({ imported }) =>
        imported?.kind ? (
          <span className="break-words">
            {[imported.organisation, imported.domain, t('import.messages', { count: imported.messages })].filter(Boolean).join(' · ')}
          </span>
        ) : (
          '—'
        ),
    },
    {
      key: 'result',
      header: t('import.result'),
      cell: ({ imported, problem }) =>
        imported ? (
          <Status tone={tones[imported.result]} detail={imported.refusal && <RefusalText refusal={imported.refusal} />}>
            {imported.id ? (
              <a href={`/reports/${imported.id}`}>{t(`import.result_${imported.result}`)}</a>
            ) : (
              t(`import.result_${imported.result}`)
            )}
          </Status>
        ) : (
          <Status tone="bad" detail={problem}>
            {t('import.result_failed')}
          </Status>
        ),
    },
  ]
  return <Table caption={t('import.caption')} columns={columns} rows={numbered} rowKey={({ key }) => key} />
}

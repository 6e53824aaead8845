import { useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { ConfigFinding } from '#lib/protocol/operations'

const tones: Record<ConfigFinding['verdict'], Tone> = { set: 'waiting', appended: 'waiting', kept: 'good', conflict: 'bad' }

/** Each setting: what was found, what is wanted, and why. */
export function ConfigFindings({ findings }: { findings: readonly ConfigFinding[] }) {
  const t = useTranslations('hosts.config')
  const columns: Column<ConfigFinding>[] = [
    { key: 'setting', role: 'identity', header: t('column.setting'), cell: (row) => <Value text={row.setting} /> },
    {
      key: 'verdict',
      header: t('column.verdict'),
      cell: (row) => <Status tone={tones[row.verdict]}>{t(`verdict.${row.verdict}`)}</Status>,
    },
    {
      key: 'found',
      header: t('column.found'),
      cell: (row) => (row.found ? <Value text={row.found} /> : <span className="text-faint">{t('nothing')}</span>),
    },
    { key: 'wanted', header: t('column.wanted'), cell: (row) => <Value text={row.wanted} /> },
    { key: 'reason', header: t('column.reason'), cell: (row) => <span className="text-muted">{row.reason}</span> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={findings} rowKey={(row) => `${row.setting}:${row.verdict}:${row.wanted}`} />
}

const Value = ({ text }: { text: string }) => (
  <code className="break-words font-mono font-normal text-sm [overflow-wrap:anywhere]">{text}</code>
)

import { useFormatter, useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { SenderView } from '#lib/received-reports/summary-schema'

export const roleTones: Record<SenderView['role'], Tone> = {
  own: 'good',
  proved: 'good',
  service: 'warn',
  forwarder: 'neutral',
  stranger: 'bad',
}

/** Senders of few messages, a line each. */
export function SenderTable({ senders, domain }: { senders: readonly SenderView[]; domain: string }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const columns: Column<SenderView>[] = [
    { key: 'name', role: 'identity', header: t('domain.name'), cell: ({ name }) => <span className="break-all">{name}</span> },
    { key: 'role', header: t('report.result'), cell: ({ role }) => <Status tone={roleTones[role]}>{t(`sender.role.${role}`)}</Status> },
    {
      key: 'count',
      header: t('domain.messages'),
      align: 'end',
      cell: ({ aligned, messages }) => t('domain.count', { aligned: format.number(aligned), messages: format.number(messages) }),
    },
  ]
  return <Table caption={t('domain.senders', { domain })} columns={columns} rows={senders} rowKey={({ kind, name }) => `${kind} ${name}`} />
}

import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { ServedView } from '#lib/certificates/schema'
import { FindingText } from './finding-text'
import { ServedStatus } from './served-state'

const known = ['25', '110', '143', '443', '465', '587', '993', '995'] as const

interface ServedTableProps {
  host: string
  hostName: string
  served: readonly ServedView[]
}

/** What each port shows, to who asks for the host's own name and for others. */
export function ServedTable({ host, hostName, served }: ServedTableProps) {
  const t = useTranslations('certificates')
  const columns: Column<ServedView>[] = [
    {
      key: 'port',
      role: 'identity',
      header: t('served.column.port'),
      cell: ({ port, name }) => {
        const service = known.find((one) => one === String(port))
        return (
          <span className="flex flex-col">
            <span>
              <span className="font-mono">{port}</span> {service && <span className="text-muted">{t(`port.${service}`)}</span>}
            </span>
            {name !== hostName && <span className="break-all font-mono text-muted text-sm">{name}</span>}
          </span>
        )
      },
    },
    { key: 'state', header: t('served.column.state'), cell: ({ state }) => <ServedStatus state={state} /> },
    {
      key: 'until',
      header: t('served.column.until'),
      cell: ({ notAfter }) =>
        notAfter ? <RelativeTime value={notAfter} /> : <span className="text-muted">{t('served.noCertificate')}</span>,
    },
    {
      key: 'protocols',
      header: t('served.column.protocols'),
      minor: true,
      cell: ({ protocols }) => (
        <span className="whitespace-nowrap">{protocols.map((one) => one.replace(/^TLSv/, '').replace(/^1$/, '1.0')).join(', ')}</span>
      ),
    },
    { key: 'findings', header: t('served.column.findings'), cell: ({ findings }) => <FindingText findings={findings} /> },
  ]
  return <Table caption={t('served.caption', { host })} columns={columns} rows={served} rowKey={({ port, name }) => `${port} ${name}`} />
}

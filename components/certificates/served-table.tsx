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

type Group = { ports: number[]; shown: ServedView }

/** Ports that show the same are one row: what is to be done is said once. */
function groupsOf(served: readonly ServedView[]): Group[] {
  const groups = new Map<string, Group>()
  for (const shown of served) {
    const { name, state, fingerprint, protocols, findings } = shown
    const key = JSON.stringify([name, state, fingerprint, protocols, findings])
    const group = groups.get(key)
    if (group) group.ports.push(shown.port)
    else groups.set(key, { ports: [shown.port], shown })
  }
  return [...groups.values()]
}

/** What each port shows, to who asks for the host's own name and for others. */
export function ServedTable({ host, hostName, served }: ServedTableProps) {
  const t = useTranslations('certificates')
  const columns: Column<Group>[] = [
    {
      key: 'port',
      role: 'identity',
      header: t('served.column.port'),
      cell: ({ ports, shown: { name } }) => (
        <span className="flex flex-col gap-0.5">
          {name !== hostName && <span className="break-all font-mono text-sm">{name}</span>}
          {ports.map((port) => {
            const service = known.find((one) => one === String(port))
            return (
              <span key={port} className="whitespace-nowrap">
                <span className="inline-block min-w-8 font-mono">{port}</span>{' '}
                {service && <span className="font-normal text-muted">{t(`port.${service}`)}</span>}
              </span>
            )
          })}
        </span>
      ),
    },
    { key: 'state', header: t('served.column.state'), cell: ({ shown: { state } }) => <ServedStatus state={state} /> },
    {
      key: 'until',
      header: t('served.column.until'),
      cell: ({ shown: { notAfter } }) =>
        notAfter ? <RelativeTime value={notAfter} /> : <span className="text-muted">{t('served.noCertificate')}</span>,
    },
    {
      key: 'protocols',
      header: t('served.column.protocols'),
      minor: true,
      cell: ({ shown: { protocols } }) => <span className="whitespace-nowrap">{protocols.map(versionOf).join(', ')}</span>,
    },
    { key: 'findings', header: t('served.column.findings'), cell: ({ shown: { findings } }) => <FindingText findings={findings} /> },
  ]
  return (
    <Table
      caption={t('served.caption', { host })}
      columns={columns}
      rows={groupsOf(served)}
      rowKey={({ ports, shown: { name } }) => `${ports.join()} ${name}`}
    />
  )
}

const versionOf = (protocol: string): string => protocol.replace(/^TLSv/, '').replace(/^1$/, '1.0')

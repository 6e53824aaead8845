import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { HostView } from '#lib/hosts/schema'
import { FailedDomains } from './failed-domains'
import { hostCondition, troubleOf } from './host-condition'
import { HostStatus } from './host-status'

/** Every host with the one word that matters. */
export function HostTable({ hosts }: { hosts: readonly HostView[] }) {
  const t = useTranslations('hosts')
  const columns: Column<HostView>[] = [
    {
      key: 'host',
      role: 'identity',
      header: t('list.column.host'),
      cell: (host) => (
        <Link href={`/hosts/${host.name}`} className="rounded-sm hover:underline">
          {host.name}
          <span className="block font-mono font-normal text-faint text-sm">{host.address}</span>
        </Link>
      ),
    },
    { key: 'state', header: t('list.column.state'), cell: (host) => <HostStatus condition={hostCondition(troubleOf(host))} /> },
    { key: 'software', header: t('list.column.software'), cell: (host) => <Software agent={host.agent} /> },
    { key: 'domains', header: t('list.column.domains'), align: 'end', cell: (host) => host.domains },
    { key: 'applied', header: t('list.column.applied'), cell: (host) => <AppliedCount host={host} /> },
    {
      key: 'seen',
      header: t('list.column.seen'),
      cell: (host) => (host.lastSeenAt ? <RelativeTime value={host.lastSeenAt} /> : <span className="text-faint">{t('never')}</span>),
    },
  ]
  return <Table caption={t('list.caption')} columns={columns} rows={hosts} rowKey={(host) => host.id} />
}

function Software({ agent }: { agent: HostView['agent'] }) {
  const t = useTranslations('hosts')
  if (!agent) return <span className="text-faint">{t('unknown')}</span>
  const versions = [agent.postfix && `Postfix ${agent.postfix.version}`, agent.dovecot && `Dovecot ${agent.dovecot.version}`]
  return (
    <span>
      {agent.os}
      <span className="block text-faint">{versions.filter(Boolean).join(' · ')}</span>
    </span>
  )
}

function AppliedCount({ host }: { host: HostView }) {
  const t = useTranslations('hosts.counts')
  const { name, domainsFailed: failed, domainsDrifted: drifted, domainsPending: pending } = host
  if (failed === 0 && drifted === 0 && pending > 0) return <span className="text-accent-ink">{t('pending', { count: pending })}</span>
  if (failed === 0 && drifted === 0) return host.domains > 0 ? <span className="text-muted">{t('allApplied')}</span> : null
  return (
    <span className="flex flex-col items-start">
      {failed > 0 && <FailedDomains host={name} count={failed} />}
      {drifted > 0 && (
        <Link href={`/hosts/${name}/drift`} className="rounded-sm text-warn hover:underline">
          {t('drift', { count: drifted })}
        </Link>
      )}
    </span>
  )
}

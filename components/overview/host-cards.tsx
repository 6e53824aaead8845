import { Server } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { FailedDomains } from '#components/hosts/failed-domains'
import { hostCondition } from '#components/hosts/host-condition'
import { HostStatus } from '#components/hosts/host-status'
import { RelativeTime } from '#components/ui/relative-time'
import type { OverviewHost } from './needs'

/** Each host at a glance. */
export function HostCards({ hosts }: { hosts: readonly OverviewHost[] }) {
  const t = useTranslations('overview.hosts')
  return (
    <ul className="flex flex-col divide-y rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      {hosts.map((host) => (
        <li key={host.id}>
          <Link
            href={`/hosts/${host.name}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 transition-colors first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60"
          >
            <Server aria-hidden className="size-4 text-muted" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{host.name}</span>
              <span className="block truncate font-mono text-faint text-sm">{host.address}</span>
            </span>
            <span className="flex flex-col items-end gap-0.5 text-right">
              <HostStatus condition={hostCondition(host)} />
              <span className="text-faint text-sm">
                {t('domains', { count: host.domains })} ·{' '}
                {host.lastSeenAt
                  ? t.rich('seen', { when: () => <RelativeTime value={host.lastSeenAt ?? ''} /> })
                  : t('generation', { generation: host.generation })}
              </span>
            </span>
          </Link>
          {host.failed > 0 && (
            <p className="-mt-2 px-4 pb-3 text-right text-sm">
              <FailedDomains host={host.name} count={host.failed} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

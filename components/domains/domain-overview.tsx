import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { HostLink } from '#components/shell/host-link'
import { Address } from '#components/ui/address'
import { Bytes } from '#components/ui/bytes'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { LinkButton } from '#components/ui/link-button'
import { Progress } from '#components/ui/progress'
import { RelativeTime } from '#components/ui/relative-time'
import { StatTile } from '#components/ui/stat-tile'
import type { DomainView } from '#lib/domains/schema'
import { formatBytes } from '#lib/format'
import { domainPath } from './domain-table'

interface DomainOverviewProps {
  domain: DomainView
  catchAll: { id: string; destinations: readonly string[] } | undefined
  writes: boolean
}

export function DomainOverview({ domain, catchAll, writes }: DomainOverviewProps) {
  const t = useTranslations('domains')
  return (
    <div className="flex flex-col gap-6">
      {domain.kind === 'hosted' && <Counts domain={domain} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card
          title={t('hub.facts')}
          actions={
            writes && (
              <LinkButton size="small" href={`${domainPath(domain)}/settings`}>
                {t('hub.edit')}
              </LinkButton>
            )
          }
        >
          <Facts domain={domain} catchAll={catchAll} />
        </Card>
        {domain.kind === 'hosted' && <Mirrors domain={domain} writes={writes} />}
      </div>
    </div>
  )
}

function Counts({ domain }: { domain: DomainView }) {
  const t = useTranslations('domains')
  const format = useFormatter()
  const locale = useLocale()
  const path = domainPath(domain)
  const limit = (count: number | null) =>
    count === null ? t('hub.noLimit') : t('ofLimit', { count: '', limit: format.number(count) }).trim()
  const bar = (value: number, max: number | null, label: string) =>
    max === null ? undefined : <Progress kind="usage" label={label} value={value} max={max} />
  const used = formatBytes(domain.quotaSumBytes, locale)
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <StatTile
        label={t('tab.mailboxes')}
        href={`${path}/mailboxes`}
        value={format.number(domain.mailboxCount)}
        note={<Limit text={limit(domain.mailboxesMax)} bar={bar(domain.mailboxCount, domain.mailboxesMax, t('tab.mailboxes'))} />}
      />
      <StatTile
        label={t('tab.aliases')}
        href={`${path}/aliases`}
        value={format.number(domain.aliasCount)}
        note={
          <Limit text={limit(domain.aliasesMax)} bar={bar(domain.aliasCount + domain.groupCount, domain.aliasesMax, t('tab.aliases'))} />
        }
      />
      <StatTile label={t('tab.groups')} href={`${path}/groups`} value={format.number(domain.groupCount)} />
      <StatTile
        label={t('hub.used')}
        value={used}
        note={
          <Limit
            text={
              domain.totalQuotaBytes === null
                ? t('hub.noLimit')
                : t('ofLimit', { count: '', limit: formatBytes(domain.totalQuotaBytes, locale) }).trim()
            }
            bar={bar(domain.quotaSumBytes, domain.totalQuotaBytes, t('hub.used'))}
          />
        }
      />
    </div>
  )
}

function Limit({ text, bar }: { text: string; bar: React.ReactNode }) {
  return (
    <span className="flex flex-col gap-1.5">
      {text}
      {bar}
    </span>
  )
}

function Facts({ domain, catchAll }: Omit<DomainOverviewProps, 'writes'>) {
  const t = useTranslations('domains')
  const size = (bytes: number | null, none: string) => (bytes === null || bytes === 0 ? none : <Bytes value={bytes} />)
  const always = [
    { key: 'kind', label: t('field.kind'), value: t(`kind.${domain.kind}`) },
    {
      key: 'host',
      label: t('field.host'),
      value: (
        <HostLink to={domain.host.id} look="underlined">
          {domain.host.name}
        </HostLink>
      ),
    },
  ]
  const idn = {
    key: 'ascii',
    label: t('hub.asciiName'),
    value: (
      <span className="font-mono">
        {domain.name} <CopyButton bare value={domain.name} label={t('hub.copyName')} />
      </span>
    ),
  }
  const hosted = [
    { key: 'default', label: t('field.defaultQuotaBytes'), value: size(domain.defaultQuotaBytes, t('hub.unlimited')) },
    { key: 'largest', label: t('field.largestQuotaBytes'), value: size(domain.largestQuotaBytes, t('hub.noLimit')) },
    {
      key: 'catchAll',
      label: t('hub.catchAll'),
      value: catchAll ? (
        <Link href={`/aliases/${catchAll.id}`} className="rounded-sm underline underline-offset-3">
          <Address value={catchAll.destinations.join(', ')} />
        </Link>
      ) : (
        t('filter.withoutCatchAll')
      ),
    },
  ]
  const relay = [
    { key: 'server', label: t('field.relayServer'), value: <RelayHop domain={domain} /> },
    { key: 'listed', label: t('field.relayListed'), value: domain.relayListed ? t('enabled') : t('disabled') },
  ]
  const mirror = domain.target && {
    key: 'target',
    label: t('field.target'),
    value: (
      <Link href={domainPath(domain.target)} className="rounded-sm underline underline-offset-3">
        <Address value={domain.target.unicodeName} ascii={domain.target.name} />
      </Link>
    ),
  }
  const rest = [
    { key: 'created', label: t('hub.created'), value: <RelativeTime value={domain.createdAt} /> },
    ...(domain.note ? [{ key: 'note', label: t('field.note'), value: <span className="whitespace-pre-line">{domain.note}</span> }] : []),
  ]
  return (
    <KeyValues
      items={[
        ...always,
        ...(domain.name === domain.unicodeName ? [] : [idn]),
        ...(mirror ? [mirror] : []),
        ...(domain.kind === 'hosted' ? hosted : []),
        ...(domain.kind === 'relay' ? relay : []),
        ...rest,
      ]}
    />
  )
}

function RelayHop({ domain }: { domain: DomainView }) {
  const t = useTranslations('domains')
  if (domain.relayServer === null) return <>{t('help.relayServer')}</>
  return <Address value={domain.relayPort === null ? domain.relayServer : `${domain.relayServer}:${domain.relayPort}`} />
}

function Mirrors({ domain, writes }: { domain: DomainView; writes: boolean }) {
  const t = useTranslations('domains')
  return (
    <Card
      title={t('hub.mirrors')}
      sub={t('hub.mirrorsSub')}
      actions={
        writes && (
          <LinkButton size="small" icon={<Plus aria-hidden />} href={`/domains/new?${new URLSearchParams({ target: domain.name })}`}>
            {t('hub.addMirror')}
          </LinkButton>
        )
      }
    >
      {domain.mirrors.length === 0 ? (
        <p className="text-muted">{t('hub.noMirrors')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {domain.mirrors.map((mirror) => (
            <li key={mirror.id}>
              <Link href={domainPath(mirror)} className="rounded-sm hover:underline">
                <Address value={mirror.unicodeName} ascii={mirror.name} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

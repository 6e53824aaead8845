import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { CopyButton } from '#components/ui/copy-button'
import { RelativeTime } from '#components/ui/relative-time'
import { ChangeWho } from './change-who'

interface ChangeFactsProps {
  change: {
    readonly revision: string
    readonly at: string
    readonly actorKind: string
    readonly actorName: string
    readonly via: string
    readonly permission: string
    readonly domainName: string | null
    readonly domainUnicodeName: string | null
    readonly hash: string
  }
}

/** Who, when, by which door, with which right, and its place in the chain. */
export function ChangeFacts({ change }: ChangeFactsProps) {
  const t = useTranslations('changes.page')
  const items = [
    { key: 'who', label: t('who'), value: <ChangeWho name={change.actorName} via={change.via} kind={change.actorKind} /> },
    { key: 'when', label: t('when'), value: <RelativeTime exact value={change.at} /> },
    { key: 'permission', label: t('permission'), value: <code className="font-mono text-sm">{change.permission}</code> },
    {
      key: 'hash',
      label: t('hash'),
      value: (
        <span title={t('hashHelp')}>
          {t('title', { id: change.revision })}
          <span className="block text-faint">
            <code className="font-mono text-sm">{change.hash.slice(0, 16)}…</code>
            <CopyButton bare value={change.hash} label={t('copyHash')} />
          </span>
        </span>
      ),
    },
  ]
  const { domainName, domainUnicodeName } = change
  const domain =
    domainName === null
      ? []
      : [{ key: 'domain', label: t('domain'), value: <DomainLink name={domainName} unicodeName={domainUnicodeName ?? domainName} /> }]
  return (
    <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-1">
      {[...items.slice(0, 2), ...domain, ...items.slice(2)].map(({ key, label, value }) => (
        <div key={key}>
          <dt className="text-muted text-sm">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function DomainLink({ name, unicodeName }: { name: string; unicodeName: string }) {
  return (
    <Link href={`/domains/${name}`} className="rounded-sm hover:underline">
      <Address value={unicodeName} ascii={name} />
    </Link>
  )
}

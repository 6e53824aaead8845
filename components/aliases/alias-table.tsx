import { useTranslations } from 'next-intl'
import { AddressTable, type TableInList } from '#components/list/address-table'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import type { AliasView } from '#lib/aliases/schema'

const destinationsShown = 3

export function AliasTable(list: TableInList<AliasView>) {
  const t = useTranslations('aliases')
  return (
    <AddressTable
      {...list}
      noun="aliases"
      beside={(row) => (row.catchAll ? <Badge>{t('catchAll')}</Badge> : row.disposable && <Badge>{t('disposable')}</Badge>)}
      isMuted={(row) => !row.enabled || row.expired}
      columns={(sort) => [
        { key: 'destinations', header: t('column.destinations'), cell: (row) => <Destinations alias={row} /> },
        { key: 'owner', header: t('column.owner'), minor: true, cell: (row) => row.owner && <AliasOwner owner={row.owner} /> },
        { key: 'state', header: t('column.state'), cell: (row) => <AliasState alias={row} /> },
        {
          key: 'created',
          header: t('column.created'),
          minor: true,
          sort: sort('created'),
          cell: (row) => <RelativeTime value={row.createdAt} />,
        },
      ]}
    />
  )
}

function Destinations({ alias }: { alias: AliasView }) {
  const t = useTranslations('aliases')
  const shown = alias.destinations.slice(0, destinationsShown)
  const more = alias.destinationCount - shown.length
  return (
    <ul className="text-muted">
      {shown.map((destination) => (
        <li key={destination}>
          <Address value={destination} />
        </li>
      ))}
      {more > 0 && <li className="text-faint">{t('moreDestinations', { count: more })}</li>}
    </ul>
  )
}

/** Leads to the mailbox whose person made it. */
export function AliasOwner({ owner }: { owner: NonNullable<AliasView['owner']> }) {
  return (
    <a href={`/mailboxes/${owner.id}`} className="text-muted hover:underline">
      <Address value={owner.address} />
    </a>
  )
}

export function AliasState({ alias }: { alias: AliasView }) {
  const t = useTranslations('aliases')
  const { expiresAt } = alias
  if (alias.expired) return <Status tone="warn">{t('expired')}</Status>
  if (!alias.enabled) return <Status tone="off">{t('disabled')}</Status>
  if (expiresAt) return <Status tone="waiting">{t.rich('expires', { when: () => <RelativeTime value={expiresAt} /> })}</Status>
  return <Status tone="good">{t('state.active')}</Status>
}

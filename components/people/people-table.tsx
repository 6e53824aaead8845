import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { AdministratorView } from '#lib/people/schema'

interface PeopleTableProps {
  rows: readonly AdministratorView[]
  /** Id of who looks. */
  self: string
}

const stateOf = ({ enabled, invited }: AdministratorView) => (enabled ? (invited ? 'invited' : 'enabled') : 'disabled')
const tones = { enabled: 'good', invited: 'waiting', disabled: 'off' } as const

/** Who may come in, to what, and what they must have for it. */
export function PeopleTable({ rows, self }: PeopleTableProps) {
  const t = useTranslations('people')
  const role = useTranslations('shell.role')
  const columns: Column<AdministratorView>[] = [
    {
      key: 'who',
      role: 'identity',
      header: t('column.who'),
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span className="inline-flex items-center gap-2">
            <Link href={`/people/${row.id}`} className="rounded-sm hover:underline">
              <bdi>{row.name}</bdi>
            </Link>
            {row.id === self && <Badge>{t('you')}</Badge>}
          </span>
          <span className="font-normal text-muted text-sm">
            <Address value={row.address} />
          </span>
        </span>
      ),
    },
    {
      key: 'role',
      header: t('column.role'),
      cell: (row) => (
        <span className="flex flex-col">
          {role(row.role)}
          {row.role === 'domain_admin' && (
            <span className="text-muted text-sm">
              <Given domains={row.domains} />
            </span>
          )}
        </span>
      ),
    },
    { key: 'state', header: t('column.state'), cell: (row) => <Status tone={tones[stateOf(row)]}>{t(`state.${stateOf(row)}`)}</Status> },
    {
      key: 'secondFactor',
      header: t('column.secondFactor'),
      cell: (row) => (
        <Status tone={row.secondFactor ? 'good' : 'warn'}>{t(row.secondFactor ? 'secondFactor.on' : 'secondFactor.off')}</Status>
      ),
    },
    {
      key: 'seen',
      header: t('column.seen'),
      cell: (row) => (row.lastSeenAt ? <RelativeTime value={row.lastSeenAt} /> : <span className="text-faint">{t('never')}</span>),
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} isMuted={(row) => !row.enabled} />
}

function Given({ domains: [first, ...others] }: { domains: readonly string[] }) {
  const t = useTranslations('people.domains')
  if (first === undefined) return t('none')
  return (
    <>
      <bdi>{first}</bdi>
      {others.length > 0 && ` ${t('more', { count: others.length })}`}
    </>
  )
}

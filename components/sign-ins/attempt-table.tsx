import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { AttemptResult, AttemptView } from '#lib/people/attempt-schema'
import { browserName } from '../settings/browser-name'

interface AttemptTableProps {
  rows: readonly AttemptView[]
  /** The list narrowed to one client address. */
  clientHref: (address: string) => string
}

const tones: Record<AttemptResult, Tone> = {
  signed_in: 'good',
  half: 'waiting',
  wrong: 'warn',
  unknown: 'warn',
  disabled: 'warn',
  elsewhere: 'warn',
  limited: 'bad',
}

/** What strangers typed is isolated text: it can neither be markup nor turn the line around. */
export function AttemptTable({ rows, clientHref }: AttemptTableProps) {
  const t = useTranslations('signIns')
  const columns: Column<AttemptView>[] = [
    {
      key: 'who',
      role: 'identity',
      header: t('column.who'),
      cell: (row) => (row.name === '' ? <span className="font-normal text-faint">{t('nobody')}</span> : <Address value={row.name} />),
    },
    {
      key: 'result',
      header: t('column.result'),
      cell: (row) => (
        <Status
          tone={tones[row.result]}
          detail={
            row.times > 1 && (
              <span className="whitespace-nowrap" title={t('timesHelp', { count: row.times })}>
                {t('times', { count: row.times })}
              </span>
            )
          }
        >
          {t(`result.${row.result}`)}
        </Status>
      ),
    },
    { key: 'method', header: t('column.method'), cell: (row) => t(`method.${row.method}`) },
    {
      key: 'from',
      header: t('column.from'),
      cell: (row) =>
        row.clientAddress === null ? (
          <span className="text-faint">{t('unknownAddress')}</span>
        ) : (
          <Link
            href={clientHref(row.clientAddress)}
            title={t('filter.onlyClient', { address: row.clientAddress })}
            className="rounded-sm font-mono underline decoration-line underline-offset-3 hover:decoration-current"
          >
            {row.clientAddress}
          </Link>
        ),
    },
    {
      key: 'browser',
      header: t('column.browser'),
      minor: true,
      cell: (row) => <bdi title={row.userAgent ?? undefined}>{browserName(row.userAgent ?? '') ?? t('unknownBrowser')}</bdi>,
    },
    { key: 'when', header: t('column.when'), cell: (row) => <RelativeTime value={row.at} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}

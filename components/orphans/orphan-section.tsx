import { Inbox } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { Address } from '#components/ui/address'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { type Column, Table } from '#components/ui/table'
import type { OrphanKind, OrphanView } from '#lib/orphans/schema'
import type { FormAction } from '#lib/web/action-state'

interface OrphanSectionProps {
  kind: OrphanKind
  orphans: readonly OrphanView[]
  /** Absent for those who may not change anything. */
  action: FormAction | undefined
}

const places: Record<OrphanKind, (orphan: OrphanView) => string> = {
  'alias-destination': ({ ownerId }) => `/aliases/${ownerId}`,
  'group-member': ({ ownerId }) => `/groups/${ownerId}`,
  forward: ({ ownerId }) => `/mailboxes/${ownerId}`,
  recovery: ({ ownerId }) => `/mailboxes/${ownerId}`,
  grant: ({ owner }) => `/mailboxes/${encodeURIComponent(owner)}`,
  'archive-overdue': ({ owner }) => `/archive?${new URLSearchParams({ search: owner })}`,
}

/** All of one kind: what it means, and the remedy beside each. */
export function OrphanSection({ kind, orphans, action }: OrphanSectionProps) {
  const t = useTranslations('orphans')
  const columns: Column<OrphanView>[] = [
    {
      key: 'owner',
      role: 'identity',
      header: t('column.owner'),
      cell: (row) => (
        <Link href={places[kind](row)} className="rounded-sm hover:underline">
          <Address value={row.owner} />
        </Link>
      ),
    },
    {
      key: 'target',
      header: t('column.target'),
      cell: (row) => (kind === 'archive-overdue' ? <RelativeTime value={row.target} /> : <Address value={row.target} />),
    },
    {
      key: 'remedy',
      role: 'actions',
      header: t(`kind.${kind}`),
      cell: (row) => action && <Remedy orphan={row} kind={kind} action={action} />,
    },
  ]
  return (
    <Section title={t(`kind.${kind}`)} sub={t(`explain.${kind}`)}>
      <Table caption={t(`kind.${kind}`)} columns={columns} rows={orphans} rowKey={(row) => `${row.ownerId} ${row.target}`} />
    </Section>
  )
}

function Remedy({ orphan, kind, action }: { orphan: OrphanView; kind: OrphanKind; action: FormAction }) {
  const t = useTranslations('orphans')
  if (kind === 'archive-overdue') {
    return (
      <LinkButton size="small" href={places[kind](orphan)}>
        {t('archiveLink')}
      </LinkButton>
    )
  }
  const makeable = !orphan.target.startsWith('@') && kind !== 'grant'
  return (
    <span className="inline-flex justify-end gap-2 max-sm:flex-wrap">
      {makeable && (
        <LinkButton
          size="small"
          look="quiet"
          icon={<Inbox aria-hidden />}
          href={`/mailboxes/new?${new URLSearchParams({ address: orphan.target })}`}
        >
          {t('make')}
        </LinkButton>
      )}
      <ActionForm
        action={action}
        labels={{}}
        submitLabel={orphan.last ? t('remedy.last', { owner: orphan.owner }) : t(`remedy.${kind}`)}
        savedText={t('done')}
        small
      >
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="ownerId" value={orphan.ownerId} />
        <input type="hidden" name="target" value={orphan.target} />
      </ActionForm>
    </span>
  )
}

import { Archive } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvButtons } from '#components/list/csv-buttons'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { AddMailbox, MailboxList } from './mailbox-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes'))('title') }
}

export default async function MailboxesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/mailboxes')
  const t = await getTranslations('mailboxes')
  const params = plainParams(await searchParams)
  const writes = may(actor, 'mailbox.write')
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            <LinkButton href="/archive" look="quiet" icon={<Archive aria-hidden />}>
              {t('archive')}
            </LinkButton>
            <CsvButtons
              exportHref={`/mailboxes/export?${new URLSearchParams(params)}`}
              importHref={writes ? '/mailboxes/import' : undefined}
            />
            {writes && <AddMailbox label={t('add')} />}
          </>
        }
      />
      <MailboxList actor={actor} path="/mailboxes" params={params} />
    </MessagesScope>
  )
}

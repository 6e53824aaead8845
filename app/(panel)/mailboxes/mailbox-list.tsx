import { Archive, Inbox } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { MailboxBulk } from '#components/mailboxes/mailbox-bulk'
import { MailboxFilters } from '#components/mailboxes/mailbox-filters'
import { MailboxTable } from '#components/mailboxes/mailbox-table'
import { LinkButton } from '#components/ui/link-button'
import { may } from '#lib/auth/permissions'
import { listMailboxes, listTags } from '#lib/mailboxes/queries'
import { mailboxFilter } from '#lib/mailboxes/schema'
import { listFilter } from '#lib/web/list-filter'
import { AddressList, type ListPlace } from '../address-list'
import { changeMailboxes } from './actions'
import { mailboxQuestion } from './question'

export async function MailboxList(place: ListPlace) {
  const { actor, params, domain } = place
  const t = await getTranslations('mailboxes')
  const filter = listFilter(mailboxFilter, { ...params, ...(domain && { domain }) })
  const [page, tags] = await Promise.all([listMailboxes(actor, filter, { cursor: params.cursor }), listTags(actor)])
  return (
    <AddressList
      {...place}
      noun="mailboxes"
      icon={<Inbox aria-hidden />}
      filter={filter}
      page={page}
      writes={may(actor, 'mailbox.write')}
      aside={
        <LinkButton href="/archive" look="quiet" icon={<Archive aria-hidden />}>
          {t('archive')}
        </LinkButton>
      }
      filters={<MailboxFilters tags={tags} />}
      narrowed={{ domain: params.domain && t('filter.domain', { domain: params.domain }) }}
      Table={MailboxTable}
      Bulk={MailboxBulk}
      action={changeMailboxes}
      questionOf={mailboxQuestion}
    />
  )
}

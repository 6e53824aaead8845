import { MailSearch, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isNarrowed, pageHrefs } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Pagination } from '#components/ui/pagination'
import type { MessageRow } from '#lib/messages/schema'
import type { Page } from '#lib/outcome'
import { LookedBack } from './looked-back'
import { MessageFilters } from './message-filters'
import { MessageTable } from './message-table'

interface MessageListProps {
  page: Page<MessageRow> & { broad: boolean; back: string | null }
  path: string
  /** Where one message is shown. */
  messagePath: string
  params: Readonly<Record<string, string>>
  /** Names; empty for who does not see hosts. */
  hosts: readonly string[]
  emptyTitle: ReactNode
  emptyBody: ReactNode
  live?: ReactNode
}

/** Search, filters and one page of messages. */
export function MessageList({ page, path, messagePath, params, hosts, emptyTitle, emptyBody, live }: MessageListProps) {
  const t = useTranslations('messages')
  const narrowed = isNarrowed(params)
  return (
    <>
      <MessageFilters hosts={hosts} clearHref={narrowed ? path : undefined} />
      {page.broad && (
        <div className="mb-3">
          <Banner tone="info" title={t('broad')} />
        </div>
      )}
      {page.rows.length > 0 ? (
        <div className="flex flex-col gap-4">
          <MessageTable rows={page.rows} path={messagePath} hosts={hosts.length > 0} />
          {page.back && (
            <p className="text-muted text-sm">
              <LookedBack to={page.back} />
            </p>
          )}
          <Pagination {...pageHrefs(path, params, page)} summary={live} />
        </div>
      ) : page.back ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={t('noneSoFar')}
          actions={<LinkButton href={pageHrefs(path, params, page).nextHref ?? path}>{t('lookFurther')}</LinkButton>}
        >
          <LookedBack to={page.back} />
        </EmptyState>
      ) : narrowed || params.cursor ? (
        <NoMatch search={params.search} clearHref={path} />
      ) : (
        <EmptyState icon={<MailSearch aria-hidden />} title={emptyTitle}>
          {emptyBody}
        </EmptyState>
      )}
      {page.rows.length === 0 && live && <div className="mt-4 flex justify-center">{live}</div>}
    </>
  )
}

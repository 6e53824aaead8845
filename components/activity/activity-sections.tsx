import { MailCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { ListSummary } from '#components/list/list-summary'
import { pageHrefs } from '#components/list/list-url'
import { EmptyState } from '#components/ui/empty-state'
import { Pagination } from '#components/ui/pagination'
import { Section } from '#components/ui/section'
import type { FolderList, MailSessionView, MailSignInView } from '#lib/activity/schema'
import type { Page } from '#lib/outcome'
import type { FormAction } from '#lib/web/action-state'
import { FolderTable } from './folder-table'
import { MailSessionTable } from './mail-session-table'
import { MailSignInTable } from './mail-sign-in-table'

interface SessionsSectionProps {
  /** null: the host did not answer. */
  sessions: readonly MailSessionView[] | null
  end?: FormAction | undefined
  mailboxId?: string
}

export function SessionsSection({ sessions, end, mailboxId }: SessionsSectionProps) {
  const t = useTranslations('activity')
  return (
    <Section
      title={t('sessions.title')}
      actions={
        end &&
        sessions !== null &&
        sessions.length > 0 && (
          <ActButton
            label={t('sessions.endAll')}
            action={end}
            fields={mailboxId === undefined ? {} : { mailboxId }}
            done={t('sessions.endedAll')}
            confirm={{
              title: t('sessions.endAllTitle'),
              description: t('sessions.endBody'),
              confirmLabel: t('sessions.endAll'),
              danger: true,
            }}
          />
        )
      }
    >
      {sessions === null ? (
        <Quiet>{t('silent')}</Quiet>
      ) : sessions.length === 0 ? (
        <Quiet>{t('sessions.none')}</Quiet>
      ) : (
        <MailSessionTable rows={sessions} end={end} mailboxId={mailboxId} />
      )}
    </Section>
  )
}

interface SignInsSectionProps {
  page: Page<MailSignInView>
  days: number
  path: string
  params: Readonly<Record<string, string>>
}

export function SignInsSection({ page, days, path, params }: SignInsSectionProps) {
  const t = useTranslations('activity.signIns')
  return (
    <Section title={t('title')} sub={t('sub', { days })}>
      {page.rows.length > 0 ? (
        <>
          <MailSignInTable rows={page.rows} />
          <Pagination
            {...pageHrefs(path, params, page)}
            summary={<ListSummary total={page.total} exactText={t('total', { count: page.total.count })} />}
          />
        </>
      ) : (
        <EmptyState icon={<MailCheck aria-hidden />} title={t('none')}>
          {t('noneBody')}
        </EmptyState>
      )}
    </Section>
  )
}

export function FoldersSection({ list }: { list: FolderList | null }) {
  const t = useTranslations('activity')
  return (
    <Section title={t('folders.title')} sub={list && list.folders.length > 0 ? t('folders.sub') : undefined}>
      {list === null ? (
        <Quiet>{t('silent')}</Quiet>
      ) : list.folders.length === 0 ? (
        <Quiet>{t('folders.none')}</Quiet>
      ) : (
        <FolderTable list={list} />
      )}
    </Section>
  )
}

function Quiet({ children }: { children: string }) {
  return <p className="rounded-lg bg-surface px-5 py-4 text-muted shadow-rest inset-ring inset-ring-line">{children}</p>
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActButton } from '#components/form/act-button'
import { SessionTable } from '#components/settings/session-table'
import { PageHeader } from '#components/shell/page-header'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { listOwnSessions } from '#lib/me/own-account'
import { endOthers, endSession } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.sessions'))('title') }
}

export default async function OwnSessionsPage() {
  const owner = await pageMailbox('/me/sessions')
  const [sessions, t, account] = await Promise.all([
    listOwnSessions(mailboxActor(owner)),
    getTranslations('me.sessions'),
    getTranslations('settings.account'),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          sessions.length > 1 && (
            <ActButton
              label={account('endAll')}
              action={endOthers}
              fields={{}}
              done={account('ended', { count: sessions.length - 1 })}
              confirm={{
                title: account('endAllTitle'),
                description: account('endAllBody'),
                confirmLabel: account('endAll'),
                danger: true,
              }}
            />
          )
        }
      />
      <SessionTable rows={sessions} current={owner.sessionId} end={endSession} />
    </>
  )
}

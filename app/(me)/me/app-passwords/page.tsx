import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AppPasswordCreate } from '#components/app-passwords/app-password-create'
import { AppPasswordTable } from '#components/app-passwords/app-password-table'
import { RevokeAll } from '#components/app-passwords/app-passwords-section'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { listAppPasswords } from '#lib/app-passwords/queries'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getOwnSecondFactor } from '#lib/me/own-second-factor'
import { endAllAppPasswords, endAppPassword, makeAppPassword } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('appPasswords'))('title') }
}

export default async function OwnAppPasswordsPage() {
  const actor = mailboxActor(await pageMailbox('/me/app-passwords'))
  const [rows, { appPasswordsOnly }, t] = await Promise.all([
    listAppPasswords(actor, actor.id),
    getOwnSecondFactor(actor),
    getTranslations('appPasswords'),
  ])
  return (
    <MessagesScope namespaces={['appPasswords', 'form', 'security']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            {rows.some((row) => !row.expired) && <RevokeAll action={endAllAppPasswords} />}
            <AppPasswordCreate action={makeAppPassword} address={actor.name} />
          </>
        }
      />
      <div className="flex flex-col gap-6">
        {appPasswordsOnly && <Banner tone="info" title={t('onlyNote')} />}
        {rows.length > 0 ? (
          <>
            <AppPasswordTable rows={rows} revoke={endAppPassword} />
            {rows.some((row) => row.submission) && <p className="max-w-2xl text-muted text-sm">{t('sending')}</p>}
          </>
        ) : (
          <EmptyState icon={<KeyRound aria-hidden />} title={t('empty')}>
            {t('emptyBody')}
          </EmptyState>
        )}
      </div>
    </MessagesScope>
  )
}

import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { WebmailDoor } from '#components/me/webmail-door'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { pageMailbox } from '#lib/auth/current-mailbox'
import { readSettings } from '#lib/settings/queries'
import { webmailOf } from '#lib/webmail/place'
import { askForTicket } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.webmailPage'))('title') }
}

/** Where one click at the webmail leads: on into it, signed in where the webmail takes part. */
export default async function WebmailPage() {
  const { id } = await pageMailbox('/me/webmail')
  const [webmail, t] = await Promise.all([webmailOf(id, (await readSettings()).values), getTranslations('me.webmailPage')])
  if (webmail && !webmail.signOn) redirect(webmail.url)
  return (
    <>
      <PageHeader title={t('title')} />
      {webmail ? (
        <WebmailDoor url={webmail.url} ask={askForTicket} />
      ) : (
        <EmptyState icon={<Inbox aria-hidden />} title={t('none')} actions={<LinkButton href="/me">{t('back')}</LinkButton>}>
          {t('noneBody')}
        </EmptyState>
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InviteForm } from '#components/people/invite-form'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { managedRoles } from '#lib/auth/hierarchy'
import { findSender } from '#lib/outbox/sender'
import { invitePerson } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('invite.title') }
}

export default async function InvitePage() {
  const actor = await pageActor('/people/new', 'people.write')
  const t = await getTranslations('people')
  const mails = (await findSender()) !== null
  return (
    <MessagesScope namespaces={['form', 'people', 'shell']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader
          title={t('invite.title')}
          sub={t(mails ? 'invite.sub' : 'invite.subLink')}
          breadcrumbs={[{ label: t('title'), href: '/people' }]}
        />
        <Card>
          <InviteForm action={invitePerson} roles={managedRoles(actor)} mails={mails} />
        </Card>
      </div>
    </MessagesScope>
  )
}

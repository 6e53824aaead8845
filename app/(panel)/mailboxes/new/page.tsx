import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FormAddress } from '#components/form/form-address'
import { FormPassword } from '#components/form/form-password'
import { FormSwitch } from '#components/form/form-switch'
import { type ListParams, plainParams } from '#components/list/list-url'
import { MailboxCreateForm } from '#components/mailboxes/mailbox-create-form'
import { MailboxFurtherFields, MailboxIdentityFields, mailboxLabels } from '#components/mailboxes/mailbox-fields'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { listDomainNames } from '#lib/domains/queries'
import { addMailbox } from '../actions'

const ordinary = { enabled: true, imap: true, pop3: true, submission: true, sieve: true, forwardKeepCopy: true }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mailboxes'))('new.title') }
}

export default async function NewMailboxPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/mailboxes/new', 'mailbox.write')
  const { domain, address } = plainParams(await searchParams)
  const t = await getTranslations('mailboxes')
  const domains = await listDomainNames(actor, '', 200)
  return (
    <MessagesScope namespaces={['form', 'mailboxes']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t('new.title')} sub={t('new.sub')} breadcrumbs={[{ label: t('title'), href: '/mailboxes' }]} />
        <Card>
          <MailboxCreateForm
            action={addMailbox}
            initial={{ ...ordinary, address: address ?? (domain ? `@${domain}` : '') }}
            labels={mailboxLabels(t)}
            cancelHref={domain ? `/domains/${encodeURIComponent(domain)}/mailboxes` : '/mailboxes'}
          >
            <FormAddress label={t('field.address')} domains={domains.map(({ name, unicodeName }) => ({ name, unicodeName }))} />
            <FormPassword name="password" label={t('field.password')} help={t('help.password')} />
            <FormSwitch name="invite" label={t('field.invite')} help={t('help.invite')} />
            <MailboxIdentityFields isNew />
            <MailboxFurtherFields />
          </MailboxCreateForm>
        </Card>
      </div>
    </MessagesScope>
  )
}

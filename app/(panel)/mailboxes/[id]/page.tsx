import { DoorOpen, ListFilter, Mail, ShieldAlert, Trash2 } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { AppliedLive } from '#components/domains/applied-live'
import { domainPath } from '#components/domains/domain-table'
import { ActButton } from '#components/form/act-button'
import { MailboxEditForm } from '#components/mailboxes/mailbox-edit-form'
import { PasswordButton } from '#components/mailboxes/password-button'
import { PageHeader } from '#components/shell/page-header'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { RelativeTime } from '#components/ui/relative-time'
import { Skeleton } from '#components/ui/skeleton'
import { may } from '#lib/auth/permissions'
import { AppliedScope } from '../../applied-scope'
import { saveMailbox, sendInvitation, setPassword } from '../actions'
import { MailboxAside } from './mailbox-aside'
import { mailboxOf } from './mailbox-of'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await mailboxOf((await params).id)).mailbox.unicodeAddress }
}

export default async function MailboxPage({ params }: Params) {
  const { actor, mailbox } = await mailboxOf((await params).id)
  const t = await getTranslations('mailboxes')
  const writes = may(actor, 'mailbox.write')
  const { id, unicodeAddress, displayName, domain } = mailbox
  return (
    <MessagesScope namespaces={['form', 'mailboxes']}>
      <AppliedScope actor={actor} domains={[domain.name]}>
        <PageHeader
          breadcrumbs={[
            { label: domain.unicodeName, href: domainPath(domain) },
            { label: t('title'), href: `${domainPath(domain)}/mailboxes` },
          ]}
          title={<Address value={unicodeAddress} ascii={mailbox.address} />}
          badges={
            <>
              <CopyButton bare value={mailbox.address} label={t('field.address')} />
              {!mailbox.enabled && <Badge tone="warn">{t('disabled')}</Badge>}
              <span className="text-faint text-sm">
                {mailbox.passwordSetAt === null
                  ? t('password.unset')
                  : t.rich('password.setAgo', { when: () => <RelativeTime value={mailbox.passwordSetAt ?? ''} /> })}
              </span>
            </>
          }
          sub={<AppliedLive domain={domain.name} />}
          actions={
            <>
              <LinkButton href={`/mailboxes/${id}/access`} icon={<DoorOpen aria-hidden />}>
                {t('access')}
              </LinkButton>
              <LinkButton href={`/mailboxes/${id}/rules`} icon={<ListFilter aria-hidden />}>
                {t('rulesLink')}
              </LinkButton>
              {writes && (
                <>
                  <PasswordButton action={setPassword} id={id} address={unicodeAddress} known={[unicodeAddress, displayName]} />
                  {mailbox.enabled && mailbox.recoveryAddress !== null && (
                    <ActButton
                      label={t('invite.send')}
                      icon={<Mail aria-hidden />}
                      action={sendInvitation}
                      fields={{ $id: id }}
                      done={t('invite.sent')}
                      confirm={{
                        title: t('invite.title', { address: mailbox.recoveryAddress }),
                        description: t('invite.body'),
                        confirmLabel: t('invite.confirm'),
                      }}
                    />
                  )}
                  <LinkButton href={`/mailboxes/${id}/contain`} icon={<ShieldAlert aria-hidden />}>
                    {t('containLink')}
                  </LinkButton>
                  <LinkButton href={`/mailboxes/${id}/delete`} icon={<Trash2 aria-hidden />}>
                    {t('deleteLink')}
                  </LinkButton>
                </>
              )}
            </>
          }
        />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Card title={t('section.identity')}>
            <MailboxEditForm mailbox={mailbox} action={writes ? saveMailbox : undefined} />
          </Card>
          <Suspense fallback={<Skeleton rows={6} label={t('usageLoading')} />}>
            <MailboxAside actor={actor} mailbox={mailbox} />
          </Suspense>
        </div>
      </AppliedScope>
    </MessagesScope>
  )
}

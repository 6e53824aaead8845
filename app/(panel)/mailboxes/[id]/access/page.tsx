import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FoldersSection, SessionsSection, SignInsSection } from '#components/activity/activity-sections'
import { FactorSection } from '#components/activity/factor-section'
import { AppPasswordsSection } from '#components/app-passwords/app-passwords-section'
import { domainPath } from '#components/domains/domain-table'
import { type ListParams, plainParams } from '#components/list/list-url'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { MessagesScope } from '#components/ui/messages-scope'
import { Skeleton } from '#components/ui/skeleton'
import { listFolders, listMailSessions, listMailSignIns } from '#lib/activity/queries'
import { listAppPasswords } from '#lib/app-passwords/queries'
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { getPublicSettings } from '#lib/settings/queries'
import { mailboxOf } from '../mailbox-of'
import { endAllAppPasswords, endAppPassword, endSessions, makeAppPassword, removeFactor } from './actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<ListParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ mailbox }, t] = await Promise.all([mailboxOf((await params).id), getTranslations('activity')])
  return { title: `${t('access')} · ${mailbox.unicodeAddress}` }
}

export default async function MailboxAccessPage({ params, searchParams }: Props) {
  const { actor, mailbox } = await mailboxOf((await params).id)
  const { id, address, unicodeAddress, domain } = mailbox
  const list = plainParams(await searchParams)
  const [t, only, mailboxes, appPasswords, signIns, { signInDays }] = await Promise.all([
    getTranslations('activity'),
    getTranslations('appPasswords'),
    getTranslations('mailboxes'),
    listAppPasswords(actor, id),
    listMailSignIns(actor, id, { cursor: list.cursor, limit: 25 }),
    getPublicSettings(),
  ])
  const writes = may(actor, 'mailbox.write')
  const path = `/mailboxes/${id}`
  return (
    <MessagesScope namespaces={['activity', 'appPasswords', 'form', 'security']}>
      <PageHeader
        breadcrumbs={[
          { label: domain.unicodeName, href: domainPath(domain) },
          { label: mailboxes('title'), href: `${domainPath(domain)}/mailboxes` },
          { label: unicodeAddress, href: path },
        ]}
        title={t('access')}
        sub={t('accessSub')}
      />
      <div className="flex max-w-4xl flex-col gap-8">
        {mailbox.appPasswordsOnly && <Banner tone="info" title={only('onlyNote')} />}
        <AppPasswordsSection
          rows={appPasswords}
          mailbox={{ id, address }}
          actions={writes ? { create: makeAppPassword, revoke: endAppPassword, revokeAll: endAllAppPasswords } : undefined}
        />
        <FactorSection isOn={mailbox.secondFactor} mailbox={{ id, address: unicodeAddress }} remove={writes ? removeFactor : undefined} />
        <Suspense fallback={<Skeleton rows={2} label={t('asking')} />}>
          <Sessions actor={actor} id={id} writes={writes} />
        </Suspense>
        <SignInsSection page={signIns} days={signInDays} path={`${path}/access`} params={list} />
        <Suspense fallback={<Skeleton rows={4} label={t('asking')} />}>
          <Folders actor={actor} id={id} />
        </Suspense>
      </div>
    </MessagesScope>
  )
}

async function Sessions({ actor, id, writes }: { actor: Actor; id: string; writes: boolean }) {
  return <SessionsSection sessions={await listMailSessions(actor, id)} end={writes ? endSessions : undefined} mailboxId={id} />
}

async function Folders({ actor, id }: { actor: Actor; id: string }) {
  return <FoldersSection list={await listFolders(actor, id)} />
}

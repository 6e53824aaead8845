import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ContainForm } from '#components/containment/contain-form'
import { ContainmentReport } from '#components/containment/containment-report'
import { SignalList } from '#components/containment/signal-list'
import { domainPath } from '#components/domains/domain-table'
import { ActButton } from '#components/form/act-button'
import { RecentChanges } from '#components/overview/recent-changes'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { TextLink } from '#components/ui/text-link'
import { may } from '#lib/auth/permissions'
import { getSituation } from '#lib/containment/queries'
import { mailboxOf } from '../mailbox-of'
import { contain, dismiss, release } from './actions'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [{ mailbox }, t] = await Promise.all([mailboxOf((await params).id), getTranslations('containment.page')])
  return { title: `${t('title')} · ${mailbox.unicodeAddress}` }
}

export default async function ContainPage({ params }: Params) {
  const { actor, mailbox } = await mailboxOf((await params).id)
  const { id, unicodeAddress, domain } = mailbox
  const [situation, t, mailboxes] = await Promise.all([
    getSituation(actor, id),
    getTranslations('containment'),
    getTranslations('mailboxes'),
  ])
  const { active, signals } = situation
  const writes = may(actor, 'mailbox.write')
  const earlier = situation.containments.filter(({ id: one }) => one !== active?.id)
  return (
    <MessagesScope namespaces={['form']}>
      <PageHeader
        breadcrumbs={[
          { label: domain.unicodeName, href: domainPath(domain) },
          { label: mailboxes('title'), href: `${domainPath(domain)}/mailboxes` },
          { label: unicodeAddress, href: `/mailboxes/${id}` },
        ]}
        title={t('page.title')}
        sub={t('page.sub')}
      />
      <div className="flex max-w-4xl flex-col gap-6">
        {active && (
          <Banner
            tone="warn"
            title={t('report.active')}
            actions={
              writes && (
                <ActButton
                  label={t('report.release')}
                  size="small"
                  action={release}
                  fields={{ $id: id }}
                  done={t('report.released')}
                  confirm={{
                    title: t('report.releaseTitle', { address: unicodeAddress }),
                    description: t('report.releaseBody'),
                    confirmLabel: t('report.release'),
                  }}
                />
              )
            }
          >
            {t.rich('report.activeBody', { name: active.by, when: () => <RelativeTime value={active.at} /> })}{' '}
            {situation.mailbox.passwordSetAt === null && (
              <>
                {t('report.noPassword')} <TextLink href={`/mailboxes/${id}`}>{t('report.invite')}</TextLink>
              </>
            )}
          </Banner>
        )}
        {active ? (
          <ContainmentReport containment={active} />
        ) : (
          <>
            <Card
              title={t('page.now')}
              actions={
                writes &&
                signals.length > 0 && (
                  <ActButton label={t('page.dismiss')} size="small" action={dismiss} fields={{ $id: id }} done={t('page.dismissed')} />
                )
              }
            >
              <SignalList signals={signals} />
            </Card>
            <Card title={t('page.step')} footer={`${t('page.later')}: ${t('page.laterBody')}`}>
              <ContainForm id={id} open={situation.open} action={writes ? contain : undefined} />
            </Card>
          </>
        )}
        <Section title={t('changes')} sub={t('changesSub')}>
          <RecentChanges changes={situation.changes} />
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <TextLink href={`/mailboxes/${id}/rules`}>{t('look.rules')}</TextLink>
            <TextLink href={`/mailboxes/${id}/access`}>{t('look.access')}</TextLink>
          </p>
        </Section>
        {earlier.map((one) => (
          <ContainmentReport key={one.id} containment={one} />
        ))}
      </div>
    </MessagesScope>
  )
}

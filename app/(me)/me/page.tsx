import { TabletSmartphone } from 'lucide-react'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { MailboxUsage } from '#components/mailboxes/mailbox-usage'
import { LanguageForm } from '#components/me/language-form'
import { SecurityCard } from '#components/me/security-card'
import { RulesCard } from '#components/rules/rules-card'
import { ThemeChoice } from '#components/settings/theme-choice'
import { ServerSettings } from '#components/setup/server-settings'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { Spinner } from '#components/ui/spinner'
import type { MailboxActor } from '#lib/auth/actor'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getOwnSetup } from '#lib/client-setup/find-setup'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { getOwnMailbox, getOwnUsage } from '#lib/me/own-mailbox'
import { getFilters } from '#lib/rules/filters'
import { getForwarding } from '#lib/rules/forwarding'
import { getVacation } from '#lib/rules/vacation'
import { saveLanguage } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me'))('title') }
}

export default async function MyMailboxPage() {
  const actor = mailboxActor(await pageMailbox('/me'))
  const [mailbox, setup, t, locale, jar] = await Promise.all([
    getOwnMailbox(actor),
    getOwnSetup(actor),
    getTranslations('me'),
    getLocale(),
    cookies(),
  ])
  const [vacation, forwarding, filters] = await Promise.all([
    getVacation(actor, actor.id),
    getForwarding(actor, actor.id),
    getFilters(actor, actor.id),
  ])
  return (
    <>
      <PageHeader title={mailbox.displayName || t('title')} />
      <div className="grid items-start gap-6 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <Card title={t('overview.used')}>
            <Suspense
              fallback={
                <p className="flex items-center gap-2 text-muted">
                  <Spinner /> {t('overview.loading')}
                </p>
              }
            >
              <Usage actor={actor} quotaBytes={mailbox.quotaBytes} />
            </Suspense>
          </Card>
          <SecurityCard mailbox={mailbox} />
          <RulesCard
            vacation={vacation}
            forwards={forwarding.targets.filter(({ state, forwardAll }) => state !== 'pending' && forwardAll).length}
            filters={filters.filters.filter(({ enabled }) => enabled).length}
          />
        </div>
        <Card title={t('overview.client')}>
          <div className="flex flex-col gap-4">
            <ServerSettings {...setup} />
            <div>
              <LinkButton href="/me/devices" icon={<TabletSmartphone aria-hidden />}>
                {t('overview.devices')}
              </LinkButton>
            </div>
          </div>
        </Card>
        <Card title={t('overview.preferences')}>
          <div className="flex flex-col gap-6">
            <LanguageForm action={saveLanguage} locale={locale} />
            <ThemeChoice theme={themeFrom(jar.get(themeCookie)?.value)} />
          </div>
        </Card>
      </div>
    </>
  )
}

async function Usage({ actor, quotaBytes }: { actor: MailboxActor; quotaBytes: number }) {
  const usage = await getOwnUsage(actor)
  return <MailboxUsage bytes={usage?.bytes ?? null} messages={usage?.messages ?? null} quotaBytes={quotaBytes} />
}

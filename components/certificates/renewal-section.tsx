import { RefreshCw, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { asReason } from '#lib/acme/acme-error'
import type { HostCertificatesView, NameProposal } from '#lib/certificates/schema'
import type { FormAction } from '#lib/web/action-state'
import { RenewalForm } from './renewal-form'

interface RenewalSectionProps {
  view: HostCertificatesView
  proposal: NameProposal | null
  path: string
  actions?: { readonly update: FormAction; readonly now: FormAction } | undefined
}

/** How the host gets its certificates by itself: how it stands, and the settings. */
export function RenewalSection({ view, proposal, path, actions }: RenewalSectionProps) {
  const t = useTranslations('certificates')
  const { renews, code, detail, renewAt, renewedAt } = view.renewal
  const isDue = renewAt !== null && new Date(renewAt) <= new Date()
  return (
    <Section
      title={t('renewal.title')}
      sub={t('renewal.sub')}
      actions={
        actions && (
          <>
            <LinkButton href={`${path}?names=find`} icon={<Search aria-hidden />} prefetch={false}>
              {t('renewal.find')}
            </LinkButton>
            {renews && (
              <ActButton
                label={t('renewal.now')}
                icon={<RefreshCw aria-hidden />}
                action={actions.now}
                fields={{ $id: view.hostId }}
                done={t('renewal.nowDone')}
              />
            )}
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {renews && code !== null && (
          <Banner tone="warn" title={t('renewal.failed')}>
            <p>{t(`reason.${asReason(code)}`)}</p>
            {detail && <p className="break-words text-muted">{t('renewal.said', { detail })}</p>}
            {renewAt && <p>{t.rich('renewal.again', { when: () => <RelativeTime value={renewAt} /> })}</p>}
          </Banner>
        )}
        <p className="text-muted">
          {!renews && t('renewal.off')}
          {renews && code === null && isDue && t('renewal.underway')}
          {renews && code === null && !isDue && renewAt && t.rich('renewal.next', { when: () => <RelativeTime value={renewAt} /> })}{' '}
          {renews && renewedAt && t.rich('renewal.last', { when: () => <RelativeTime value={renewedAt} /> })}
        </p>
        {proposal && <Proposal proposal={proposal} present={view.renewal.names} />}
        <Card>
          {/* Anew once names were found: a field keeps what it began with. */}
          <RenewalForm key={proposal?.names.join() ?? ''} view={view} proposed={proposal?.names ?? []} action={actions?.update} />
        </Card>
      </div>
    </Section>
  )
}

/** What the DNS said of the names of the host's domains. */
function Proposal({ proposal: { names, unanswered }, present }: { proposal: NameProposal; present: readonly string[] }) {
  const t = useTranslations('certificates.renewal')
  const count = names.filter((name) => !present.includes(name)).length
  return (
    <Banner tone={unanswered.length > 0 ? 'warn' : 'info'} title={t('found', { count })}>
      <p>{t('foundHelp')}</p>
      {unanswered.length > 0 && <p>{t('unanswered', { count: unanswered.length, name: unanswered[0] ?? '' })}</p>}
    </Banner>
  )
}

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { type AcmeReasonName, acmeReasonNames, type HostCertificatesView } from '#lib/certificates/schema'
import type { FormAction } from '#lib/web/action-state'
import { RenewalForm } from './renewal-form'

interface RenewalSectionProps {
  view: HostCertificatesView
  actions?: { readonly update: FormAction; readonly now: FormAction } | undefined
}

const reasonIn = (code: string): AcmeReasonName => acmeReasonNames.find((name) => name === code) ?? 'other'

/** How the host gets its certificates by itself: how it stands, and the settings. */
export function RenewalSection({ view, actions }: RenewalSectionProps) {
  const t = useTranslations('certificates')
  const { renews, code, detail, renewAt, renewedAt } = view.renewal
  const isDue = renewAt !== null && new Date(renewAt) <= new Date()
  return (
    <Section
      title={t('renewal.title')}
      sub={t('renewal.sub')}
      actions={
        actions &&
        renews && (
          <ActButton
            label={t('renewal.now')}
            icon={<RefreshCw aria-hidden />}
            action={actions.now}
            fields={{ $id: view.hostId }}
            done={t('renewal.nowDone')}
          />
        )
      }
    >
      <div className="flex flex-col gap-4">
        {renews && code !== null && (
          <Banner tone="warn" title={t('renewal.failed')}>
            <p>{t(`reason.${reasonIn(code)}`)}</p>
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
        <Card>
          <RenewalForm view={view} action={actions?.update} />
        </Card>
      </div>
    </Section>
  )
}

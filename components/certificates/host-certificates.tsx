import { BadgeCheck, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import type { HostCertificatesView, NameProposal } from '#lib/certificates/schema'
import type { FormAction } from '#lib/web/action-state'
import { CertificateCard } from './certificate-card'
import { RenewalSection } from './renewal-section'
import { worstOf } from './served-state'
import { ServedTable } from './served-table'
import { UploadCertificate } from './upload-certificate'

export type CertificateActions = { readonly [name in 'upload' | 'use' | 'remove' | 'install' | 'update' | 'now']: FormAction }

interface HostCertificatesProps {
  view: HostCertificatesView
  /** Names that were found for the renewal; null: not asked for. */
  proposal: NameProposal | null
  path: string
  /** Absent: one may only look. */
  actions?: CertificateActions | undefined
  check?: FormAction | undefined
}

/** Is it all right? What is there, and where it comes from. */
export function HostCertificates({ view, proposal, path, actions, check }: HostCertificatesProps) {
  const t = useTranslations('certificates')
  const { certificates, served, host, hostId, hostName, install, lookedAt } = view
  const worst = worstOf(served)
  const shown = certificates.filter(({ state }) => state !== 'former')
  const former = certificates.filter(({ state }) => state === 'former')
  const card = (certificate: (typeof certificates)[number]) => (
    <CertificateCard key={certificate.id} certificate={certificate} hostId={hostId} hostName={hostName} path={path} actions={actions} />
  )
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-3">
        <Headline worst={worst} />
        {install.code !== null && (
          <Banner
            tone="bad"
            title={t('install.failedTitle', { host })}
            actions={actions && <Again action={actions.install} hostId={hostId} />}
          >
            <p>
              <FailureText code={install.code} /> {t('install.failedBody')}
            </p>
            {install.detail && <p className="break-words text-muted">{t('install.detail', { detail: install.detail })}</p>}
          </Banner>
        )}
        {install.code === null && install.pending && <Banner tone="info" title={t('install.pending', { host })} />}
      </div>
      <Section
        title={t('served.title')}
        sub={t('served.sub')}
        actions={
          <>
            {actions && certificates.some(({ state }) => state === 'current') && <Again action={actions.install} hostId={hostId} />}
            {check && (
              <ActButton label={t('check')} icon={<RefreshCw aria-hidden />} action={check} fields={{ $id: hostId }} done={t('checked')} />
            )}
          </>
        }
      >
        {served.length === 0 ? (
          <p className="text-muted">{t('served.none')}</p>
        ) : (
          <ServedTable host={host} hostName={hostName} served={served} />
        )}
        {lookedAt && <p className="mt-2 text-muted text-sm">{t.rich('lookedAt', { when: () => <RelativeTime value={lookedAt} /> })}</p>}
      </Section>
      <Section
        title={t('list.title')}
        sub={t('list.sub', { name: hostName })}
        actions={actions && <UploadCertificate action={actions.upload} hostId={hostId} />}
      >
        {shown.length === 0 ? (
          <EmptyState icon={<BadgeCheck aria-hidden />} title={t('list.empty')}>
            {t('list.emptyBody')}
          </EmptyState>
        ) : (
          <div className="flex max-w-4xl flex-col gap-4">{shown.map(card)}</div>
        )}
        {former.length > 0 && (
          <details className="mt-4 max-w-4xl">
            <summary className="cursor-pointer font-medium">{t('list.former', { count: former.length })}</summary>
            <div className="mt-4 flex flex-col gap-4">{former.map(card)}</div>
          </details>
        )}
      </Section>
      <div className="max-w-4xl">
        <RenewalSection view={view} proposal={proposal} path={path} actions={actions} />
      </div>
    </div>
  )
}

function Again({ action, hostId }: { action: FormAction; hostId: string }) {
  const t = useTranslations('certificates.install')
  return <ActButton label={t('again')} action={action} fields={{ $id: hostId }} done={t('againDone')} />
}

export function Headline({ worst }: { worst: ReturnType<typeof worstOf> }) {
  const t = useTranslations('certificates.headline')
  if (worst === null)
    return (
      <Banner tone="info" title={t('never')}>
        {t('neverBody')}
      </Banner>
    )
  const tone = { ok: 'good', warning: 'warn', error: 'bad' } as const
  return (
    <Banner tone={tone[worst]} title={t(worst)}>
      {t(`${worst}Body`)}
    </Banner>
  )
}

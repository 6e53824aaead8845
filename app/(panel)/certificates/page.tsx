import { BadgeCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AllCertificates } from '#components/certificates/all-certificates'
import { Headline } from '#components/certificates/host-certificates'
import { worstOf } from '#components/certificates/served-state'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listHostCertificates } from '#lib/certificates/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('certificates'))('title') }
}

export default async function CertificatesPage() {
  const actor = await pageActor('/certificates', 'host.read')
  const t = await getTranslations('certificates')
  const hosts = await listHostCertificates(actor)
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      {hosts.length === 0 ? (
        <EmptyState
          icon={<BadgeCheck aria-hidden />}
          title={t('empty')}
          actions={may(actor, 'host.write') ? <LinkButton href="/hosts/new">{t('addHost')}</LinkButton> : undefined}
        >
          {t('emptyBody')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-8">
          <Headline worst={worstOf(hosts.flatMap(({ served }) => served))} />
          <AllCertificates hosts={hosts} />
        </div>
      )}
    </>
  )
}

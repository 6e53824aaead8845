import { ShieldCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SignalTable } from '#components/containment/signal-table'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { pageActor } from '#lib/auth/current-actor'
import { listSignals } from '#lib/containment/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('containment'))('title') }
}

export default async function UnusualPage() {
  const actor = await pageActor('/unusual', 'mailbox.read')
  const t = await getTranslations('containment')
  const signals = await listSignals(actor)
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      {signals.length > 0 ? (
        <SignalTable rows={signals} />
      ) : (
        <EmptyState icon={<ShieldCheck aria-hidden />} title={t('none')}>
          {t('noneBody')}
        </EmptyState>
      )}
    </>
  )
}

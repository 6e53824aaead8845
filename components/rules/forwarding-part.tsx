import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import type { ForwardingView } from '#lib/rules/schema'
import { ForwardAskForm } from './forward-ask-form'
import { type ForwardingActions, ForwardingList } from './forwarding-list'

interface ForwardingPartProps {
  forwarding: ForwardingView
  mailboxId: string
  actions: ForwardingActions
}

export function ForwardingPart({ forwarding, mailboxId, actions }: ForwardingPartProps) {
  const t = useTranslations('rules.forwarding')
  return (
    <div className="flex flex-col gap-6">
      {!forwarding.outsideAllowed && <Banner tone="info" title={t('outside')} />}
      <Card title={t('list')}>
        <ForwardingList forwarding={forwarding} mailboxId={mailboxId} actions={actions} />
      </Card>
      <Card title={t('new')}>
        <ForwardAskForm action={actions.ask} mailboxId={mailboxId} />
      </Card>
    </div>
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ForwardingPart } from '#components/rules/forwarding-part'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getForwarding } from '#lib/rules/forwarding'
import { askTarget, askTargetAgain, removeTarget, saveForwarding } from '../rule-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.forwarding'))('title') }
}

export default async function OwnForwardingPage() {
  const actor = mailboxActor(await pageMailbox('/me/forwarding'))
  const [forwarding, t] = await Promise.all([getForwarding(actor, actor.id), getTranslations('rules.forwarding')])
  const actions = { save: saveForwarding, ask: askTarget, again: askTargetAgain, remove: removeTarget }
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <ForwardingPart forwarding={forwarding} mailboxId={actor.id} actions={actions} />
    </MessagesScope>
  )
}

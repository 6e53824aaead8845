import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { VacationPart } from '#components/rules/vacation-part'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { answeredAddresses, getVacation } from '#lib/rules/vacation'
import { saveVacation } from '../rule-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.vacation'))('title') }
}

export default async function OwnVacationPage() {
  const actor = mailboxActor(await pageMailbox('/me/vacation'))
  const [vacation, addresses, t] = await Promise.all([
    getVacation(actor, actor.id),
    answeredAddresses(actor, actor.id),
    getTranslations('rules.vacation'),
  ])
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <VacationPart vacation={vacation} addresses={addresses} mailboxId={actor.id} action={saveVacation} />
    </MessagesScope>
  )
}

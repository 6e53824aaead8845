import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PeopleTable } from '#components/people/people-table'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listAdministrators } from '#lib/people/queries'
import { removePersonsSecondFactor } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function PeoplePage() {
  const actor = await pageActor('/people', 'people.read')
  const t = await getTranslations('people')
  return (
    <MessagesScope namespaces={['form']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <PeopleTable
        rows={await listAdministrators(actor)}
        self={actor.id}
        removeSecondFactor={may(actor, 'people.write') ? removePersonsSecondFactor : undefined}
      />
    </MessagesScope>
  )
}

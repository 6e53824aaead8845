import { UserPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PeopleTable } from '#components/people/people-table'
import { PageHeader } from '#components/shell/page-header'
import { LinkButton } from '#components/ui/link-button'
import { pageActor } from '#lib/auth/current-actor'
import { managedRoles } from '#lib/auth/hierarchy'
import { listAdministrators } from '#lib/people/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function PeoplePage() {
  const actor = await pageActor('/people', 'people.read')
  const t = await getTranslations('people')
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          managedRoles(actor).length > 0 && (
            <LinkButton href="/people/new" look="primary" icon={<UserPlus aria-hidden />}>
              {t('invite.title')}
            </LinkButton>
          )
        }
      />
      <PeopleTable rows={await listAdministrators(actor)} self={actor.id} />
    </>
  )
}
